import { z } from 'zod';
import type {
	Catalogue,
	CatalogueColumn,
	CatalogueFormat,
	CatalogueRow,
	CatalogueUnderstood,
	CatalogueUpload,
	CatalogueWishes
} from './catalogue.ts';
import type { CatalogueImportRow } from './catalogueImport.ts';
import type { CrossmatchRow } from './crossmatch.ts';

/** The state of a catalogue's table, as it stands in the URL. */
export const catalogueViewSchema = z.object({
	page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
	/** The beginning of a name. */
	q: z.string().trim().max(100).catch('')
});
export type CatalogueView = z.infer<typeof catalogueViewSchema>;

export interface CataloguesPage {
	catalogues: Catalogue[];
	/** Of large files, the latest first; for those who import. */
	imports: CatalogueImportRow[];
	allowed: { manage: boolean };
}

export interface CataloguePage {
	catalogue: Catalogue;
	rows: CatalogueRow[];
	total: number;
	pageSize: number;
	view: CatalogueView;
	allowed: { manage: boolean };
}

/** An uploaded file, as it would be imported. */
export interface CatalogueUploadPage {
	upload: CatalogueUpload;
	/** It is imported by a worker. */
	isLarge: boolean;
	name: string;
	/** The catalogue of this name that it would replace. */
	replaces: { name: string; nRows: number } | null;
	format: CatalogueFormat;
	/** All columns of the file. */
	written: CatalogueColumn[];
	/** What was said about the columns. */
	wishes: CatalogueWishes;
	/** How they are understood so; null with the problem that is in the way. */
	understood: CatalogueUnderstood | null;
	problem: { field: string; reason: string } | null;
	notes: string[];
	/** The first rows as they would be read. */
	rows: { id: number; name: string; type: string; ra: number; dec: number }[];
	/** What is wrong with rows at the beginning. */
	badRows: string[];
}

/** What is known near a position. */
export interface NearPage {
	said: { at: string; frame: string; radius: string };
	/** null: nothing was asked, or the problem is in the way. */
	understood: string | null;
	ra: number | null;
	dec: number | null;
	radiusArcsec: number;
	rows: CrossmatchRow[];
	capped: boolean;
	problem: { field: string; reason: string } | null;
}
