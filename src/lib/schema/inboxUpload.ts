import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

export const UPLOAD_KINDS = {
	fits: 'FITS image or map',
	catalogue: 'Component catalogue',
	config: 'Configuration',
	sky: 'Catalogue of the sky'
} as const;
export type UploadKind = keyof typeof UPLOAD_KINDS;

export const UPLOAD_STATES = {
	coming: 'Being uploaded',
	done: 'Uploaded',
	refused: 'Refused'
} as const;
export type UploadState = keyof typeof UPLOAD_STATES;

/** A file that somebody sends, piece by piece. */
export interface Upload {
	id: string;
	ownerId: string;
	ownerName: string;
	fileName: string;
	kind: UploadKind;
	bytes: number;
	/** Lower-case hex: what the sender says it is, if anything; then what it is. */
	sha256: string | null;
	state: UploadState;
	/** Why it was refused, in a sentence. */
	problem: string | null;
	/** Where it lies once it is done. */
	path: string | null;
	createdAt: Date;
	endedAt: Date | null;
}

/** What tus calls metadata, all of it texts. */
export const uploadMetadataSchema = z.object({
	filename: z
		.string('Give the file’s name as metadata: filename.')
		.min(1, 'Give the file’s name as metadata: filename.')
		.max(200, 'A file name has at most 200 characters.')
		.regex(
			/^(?!\.)[^/\\\p{Cc}\p{Cf}]+$/u,
			'A file name has no slashes and no control characters, and does not begin with a dot.'
		),
	sha256: z
		.string()
		.regex(/^[0-9a-fA-F]{64}$/, 'A SHA-256 has 64 hexadecimal digits.')
		.transform((digits) => digits.toLowerCase())
		.optional(),
	/** A catalogue of the sky is imported from it, once it is there. */
	purpose: z
		.enum(['run', 'catalogue'], 'A file is for a run, or to be imported as a catalogue.')
		.default('run')
});

/** What the local catalogues can be read from. */
export const SKY_CATALOGUE_ENDINGS = [
	...['.csv', '.tsv', '.txt', '.dat', '.xml', '.vot', '.votable', '.fits', '.fit', '.db']
];

/** By its ending: what a file is taken for, and then has to be; null for anything else. */
export function uploadKindOf(fileName: string): UploadKind | null {
	if (/\.fits?(\.fz)?$/i.test(fileName)) return 'fits';
	if (/\.(txt|csv|xml|vot)$/i.test(fileName)) return 'catalogue';
	return /\.ya?ml$/i.test(fileName) ? 'config' : null;
}

/** Text files are read whole to be checked. */
export const MOST_TEXT_BYTES: Record<Exclude<UploadKind, 'fits' | 'sky'>, number> = {
	catalogue: 32 * 2 ** 20,
	config: 4 * 2 ** 20
};

export const removeUploadSchema = z.object({
	commandId: commandIdSchema,
	uploadId: z.string().min(1).max(64)
});
