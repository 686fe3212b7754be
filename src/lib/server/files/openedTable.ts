import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import type { CatalogueFormat } from '#schema/catalogue.ts';

/** A file that is read piece by piece, as often as one likes. */
export interface CatalogueFile {
	name: string;
	bytes: number;
	/** Fewer than `length` where the file ends. */
	read(offset: number, length: number): Promise<Uint8Array>;
}

/** A row as it is written, or why it cannot be read; `where` is its line or number. */
export type WrittenRow = { where: string; cells: string[] } | { where: string; problem: string };

export interface OpenedTable {
	format: CatalogueFormat;
	columns: WrittenColumn[];
	/** What a reader of the catalogue should know of how the file was understood. */
	notes: string[];
	/** From the first to the last, in batches; the file is read as they are taken. */
	rows(): AsyncIterable<WrittenRow[]>;
}
