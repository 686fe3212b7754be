import { z } from 'zod';
import { pageNumberSchema } from './pageNumber.ts';
import type { AddressProblem } from './readAddress.ts';

export const FILE_ROOTS = ['raw', 'own'] as const;
/** An image of the list, by its path. */
const place = z.string().max(1000, 'Begin with the first page.').nullable().default(null);

/** Which images are offered, and how epochs are proposed for them. */
export const fileListSchema = z.object({
	/** Where: the raw images of all, or the person's own directory; not asked for when empty. */
	files: z.enum(['', ...FILE_ROOTS], 'Files are looked for in raw or own.').default(''),
	find: z.string().trim().max(200, 'This is too long to look for.').default(''),
	/** Of catalogues in several formats, the one to take. */
	format: z.enum(['', 'txt', 'csv', 'xml', 'vot'], 'A format is txt, csv, xml or vot.').default(''),
	epochs: z.enum(['', 'each', 'gap'], 'Epochs are each or gap.').default(''),
	gap: z.coerce
		.number('Give a number of days.')
		.min(0, 'Give a number of days, 0 or more.')
		.max(10_000, 'Give at most 10 000 days.')
		.default(1),
	/** Where the page begins: by number, or behind an image, or ends: before one. */
	page: pageNumberSchema,
	after: place,
	before: place
});
export type FileList = z.output<typeof fileListSchema>;

/** A file taken for an image, and those that may be taken instead. */
export interface OfferedFile {
	chosen: string | null;
	/** How many fit by their names equally well. */
	nFitting: number;
	choices: string[];
}

/** An image that a run may take, paths relative to the directory. */
export interface OfferedImage {
	image: string;
	selavy: OfferedFile;
	noise: OfferedFile;
	background: OfferedFile;
	observed: Date | null;
	frequencyMhz: number | null;
	/** Proposed; empty: an epoch of its own. */
	epoch: string;
	/** In the run's configuration already. */
	isIn: boolean;
	/** Why its header could not be read. */
	problem: string | null;
}

export interface OfferedFiles {
	asked: FileList;
	problems: AddressProblem[];
	/** What names in the configuration begin with for these files: nothing where they start at the raw images. */
	prefix: string;
	directory: string;
	rows: OfferedImage[];
	/** Images that are found, on all pages. */
	count: number;
	/** How many of them come before those shown. */
	first: number;
	/** Images that the page before ends before, and that the next one begins behind; null where there is none. */
	earlier: string | null;
	next: string | null;
	/** Files there are, of any kind. */
	nFiles: number;
	/** There are more than were looked at. */
	isCut: boolean;
	/** Epochs of the configuration as it is written: by name, or one per image; null while it has no files. */
	hasEpochs: boolean | null;
	mostImages: number | null;
}
