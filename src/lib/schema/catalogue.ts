import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

export const CATALOGUE_FORMATS = ['csv', 'votable', 'fits', 'psrcat'] as const;
export type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number];
export const CATALOGUE_FORMAT_LABELS: Record<CatalogueFormat, string> = {
	csv: 'CSV',
	votable: 'VOTable',
	fits: 'FITS table',
	psrcat: 'ATNF psrcat.db'
};
export const CATALOGUE_FRAMES = ['icrs', 'fk5', 'galactic', 'ecliptic'] as const;
export const CATALOGUE_FRAME_LABELS: Record<(typeof CATALOGUE_FRAMES)[number], string> = {
	icrs: 'ICRS',
	fk5: 'FK5 (J2000)',
	galactic: 'galactic',
	ecliptic: 'ecliptic (J2000)'
};
export const CATALOGUE_UNITS = ['deg', 'hours', 'rad'] as const;
export const CATALOGUE_UNIT_LABELS: Record<(typeof CATALOGUE_UNITS)[number], string> = {
	deg: 'degrees',
	hours: 'hours',
	rad: 'radians'
};

export const MOST_CATALOGUE_ROWS = 5_000_000;
export const MOST_CATALOGUES = 100;
/** Columns kept beside position, name and type; more are left out, which is told. */
export const MOST_KEPT_COLUMNS = 60;
/** What is longer in a cell is cut. */
export const LONGEST_CELL = 200;
/** Through the page or the API; the command line takes files of any size. */
export const MOST_CATALOGUE_BYTES = 32 * 2 ** 20;

/** '' from a form field that was left as it is: to be recognised. */
const columnName = z
	.string()
	.trim()
	.max(200, 'A column’s name has at most 200 characters.')
	.default('')
	.transform((name) => name || undefined);
const orRecognised = <T extends readonly [string, ...string[]]>(known: T, message: string) =>
	z.union([z.literal('').transform(() => undefined), z.enum(known, message)], message).optional();

/** Which columns mean what, where that is to be said: by their names. */
export const catalogueWishesSchema = z.object({
	ra: columnName,
	dec: columnName,
	nameColumn: columnName,
	typeColumn: columnName,
	frame: orRecognised(CATALOGUE_FRAMES, 'A frame is icrs, fk5, galactic or ecliptic.'),
	unit: orRecognised(CATALOGUE_UNITS, 'A unit is deg, hours or rad.')
});
export type CatalogueWishes = z.infer<typeof catalogueWishesSchema>;

export const catalogueNameSchema = z
	.string('Give the catalogue a name.')
	.trim()
	.min(1, 'Give the catalogue a name.')
	.max(60, 'A catalogue’s name has at most 60 characters.')
	.regex(
		/^[^\p{Cc}\p{Cf}/\\]+$/u,
		'A catalogue’s name holds no slashes and no control characters.'
	);

export const importCatalogueSchema = catalogueWishesSchema.extend({
	commandId: commandIdSchema,
	name: catalogueNameSchema,
	/** Who made it, and how it wants to be cited. */
	reference: z.string().trim().max(500, 'A reference has at most 500 characters.').default(''),
	licence: z.string().trim().max(200, 'A licence has at most 200 characters.').default(''),
	/** Rows without a position are left out instead of refusing them all. */
	skipBad: z
		.union([
			z.boolean(),
			z.literal('on').transform(() => true),
			z.literal('').transform(() => false)
		])
		.default(false)
});
export const importUploadSchema = importCatalogueSchema.extend({
	uploadId: z.string().min(1).max(64)
});
export const removeCatalogueSchema = z.object({
	commandId: commandIdSchema,
	catalogueId: z.string().min(1).max(64),
	/** Typed by hand, so that none goes by mistake. */
	typedName: z.string().trim().max(200).default('')
});

/** How its positions and names were understood, by the columns' names. */
export interface CatalogueUnderstood {
	ra: string;
	dec: string;
	frame: (typeof CATALOGUE_FRAMES)[number];
	/** null: degrees, or base sixty with right ascensions in hours. */
	unit: (typeof CATALOGUE_UNITS)[number] | null;
	name: string | null;
	otherNames: string[];
	type: string | null;
	/** Columns of proper motion and of the time that positions are of. */
	motion: { pmRa: string; pmDec: string; epoch: string } | null;
}

export interface CatalogueColumn {
	name: string;
	unit: string;
}

export interface Catalogue {
	id: string;
	name: string;
	reference: string;
	licence: string;
	fileName: string;
	format: CatalogueFormat;
	/** Those kept with each row. */
	columns: CatalogueColumn[];
	understood: CatalogueUnderstood;
	notes: string[];
	nRows: number;
	/** Rows without a position that were left out. */
	nSkipped: number;
	/** Of the rows that count: an import writes its own before they are shown. */
	batch: string;
	/** How far rows may be from where they stand: null when none moves. */
	motion: { fastestMasPerYear: number; firstEpochMjd: number; lastEpochMjd: number } | null;
	importedById: string | null;
	importedByName: string;
	importedAt: Date;
}

/** Mas a year, the one in RA times cos dec; positions are of the epoch. */
export interface RowMotion {
	pmRa: number;
	pmDec: number;
	epochMjd: number;
}

export interface CatalogueRow {
	id: string;
	catalogueId: string;
	batch: string;
	/** Place in the file, from 1. */
	place: number;
	name: string;
	/** What it is found by, whatever case and blanks. */
	nameKeys: string[];
	type: string;
	/** Degrees ICRS. */
	ra: number;
	dec: number;
	motion: RowMotion | null;
	/** Under the catalogue's columns. */
	cells: string[];
}

/** A file that waits for somebody to say what it is. */
export interface CatalogueUpload {
	id: string;
	ownerId: string;
	fileName: string;
	bytes: number;
	at: Date;
}
