import { z } from 'zod';
import type { importCatalogueSchema } from './catalogue.ts';
import { commandIdSchema } from './vote.ts';

export const CATALOGUE_IMPORT_STATES = {
	waiting: 'Waiting for a worker',
	reading: 'Being read',
	done: 'Imported',
	refused: 'Refused',
	cancelled: 'Cancelled'
} as const;
export type CatalogueImportState = keyof typeof CATALOGUE_IMPORT_STATES;

/** A large catalogue that a worker imports, or has imported. */
export interface CatalogueImport {
	id: string;
	ownerId: string;
	ownerName: string;
	/** The file, among its owner's uploads, and where it lies. */
	uploadId: string;
	path: string;
	fileName: string;
	bytes: number;
	/** As it was said to be understood. */
	wanted: z.output<typeof importCatalogueSchema>;
	state: CatalogueImportState;
	/** Where its rows are being written, which nobody sees yet. */
	writing: { catalogueId: string; batch: string } | null;
	/** Read so far, those without a position too. */
	nRows: number;
	readBytes: number;
	/** Of the try that is under way, or was the last. */
	startedAt: Date | null;
	progressAt: Date | null;
	/** Why it was refused, in a sentence. */
	problem: string | null;
	/** Once it is imported. */
	catalogueId: string | null;
	requestedAt: Date;
	endedAt: Date | null;
}

/** An import as people see it. */
export interface CatalogueImportRow extends Pick<
	CatalogueImport,
	| 'id'
	| 'ownerId'
	| 'ownerName'
	| 'uploadId'
	| 'fileName'
	| 'bytes'
	| 'state'
	| 'nRows'
	| 'readBytes'
	| 'problem'
	| 'catalogueId'
	| 'requestedAt'
	| 'endedAt'
> {
	/** Of the catalogue. */
	name: string;
	/** The file is there still, to be looked into once more. */
	isFileKept: boolean;
	/** Rows a second, while it is being read. */
	rowsPerSecond: number | null;
}

export const cancelCatalogueImportSchema = z.object({
	commandId: commandIdSchema,
	importId: z.string().min(1).max(64)
});
