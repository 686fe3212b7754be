import { extname } from 'node:path';
import { z } from 'zod';
import {
	importUploadSchema,
	MOST_CATALOGUE_BYTES,
	type CatalogueUpload
} from '#schema/catalogue.ts';
import type { CatalogueImportRow } from '#schema/catalogueImport.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { openCatalogueTable } from '../../files/catalogueTable.ts';
import { keepUpload, openUpload, removeUpload } from '../../files/uploadedCatalogue.ts';
import {
	countUploads,
	deleteUpload,
	findUpload,
	insertUpload,
	uploadsBefore
} from '../../store/catalogueUploads.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { importCatalogue, type CatalogueImported } from './importCatalogue.ts';
import {
	largeUpload,
	startCatalogueImport,
	type WaitingCatalogue
} from './startCatalogueImport.ts';

const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;
const MOST_WAITING = 10;

const fileNameSchema = z
	.string('Choose a file first.')
	.trim()
	.min(1, 'Choose a file first.')
	.max(200, 'A file’s name has at most 200 characters.')
	.regex(/^[^\p{Cc}\p{Cf}/\\]+$/u, 'A file’s name holds no slashes and no control characters.');

/**
 * Takes a catalogue's file, so that its sender can see what was recognised in it before it is imported. It changes nothing
 * that anybody else sees; what is not imported within a day goes.
 */
export async function uploadCatalogue(
	{ user }: CommandContext,
	{ name, bytes }: { name: unknown; bytes: Uint8Array }
): Promise<CatalogueUpload> {
	mayOrRefuse(user, 'manageCatalogues');
	const fileName = parse(fileNameSchema, name);
	refuseLargeCatalogue(bytes.length);
	await forgetUploads();
	if ((await countUploads(store(), user.id)) >= MOST_WAITING)
		throw new Failure(
			'TooMany',
			`${MOST_WAITING} files of yours wait for their import. Import those first, or wait a day.`,
			'file'
		);
	const upload = { id: newId(), ownerId: user.id, fileName, bytes: bytes.length, at: new Date() };
	// Known before it is there: whatever breaks off in between is found among the forgotten ones.
	await insertUpload(store(), upload);
	try {
		await keepUpload(upload.id, bytes);
		await openCatalogueTable(await openUpload(upload));
	} catch (error) {
		await forget(upload.id);
		throw error;
	}
	return upload;
}

/** Imports a file that was uploaded before, as it was said to be understood: at once, or by a worker where it came in pieces. */
export async function importUpload(
	context: CommandContext,
	input: unknown
): Promise<CatalogueImported | { started: CatalogueImportRow }> {
	mayOrRefuse(context.user, 'manageCatalogues');
	const { uploadId } = parse(importUploadSchema, input);
	const upload = await ownUpload(context, uploadId);
	if (upload.path !== null) return { started: await startCatalogueImport(context, input) };
	const imported = await importCatalogue(context, input, await openUpload(upload));
	await forget(upload.id);
	return imported;
}

/** A file of one's own that waits. */
export async function ownUpload(
	context: CommandContext,
	uploadId: string
): Promise<WaitingCatalogue> {
	const { user } = context;
	const upload = await findUpload(store(), { id: uploadId, ownerId: user.id });
	if (upload) return { ...upload, path: null };
	const large = await largeUpload(context, uploadId);
	if (large) return large;
	throw new Failure(
		'NotFound',
		'There is no such file of yours: it was imported, or a day went by. Choose it again.'
	);
}

/** Refuses by size alone, so that what is too large need not be read. */
export function refuseLargeCatalogue(bytes: number): void {
	if (bytes <= MOST_CATALOGUE_BYTES) return;
	throw new Failure(
		'Invalid',
		`The file is larger than ${MOST_CATALOGUE_BYTES / 2 ** 20} MB: send it in pieces (the page does so by itself where scripts are on; programs by tus to /api/v1/uploads with the purpose “catalogue”), or use npm run cli -- catalogue import FILE.`,
		'file'
	);
}

/** What a catalogue is called when nobody says: its file's name. */
export function nameFromFile(fileName: string): string {
	return fileName.slice(0, fileName.length - extname(fileName).length).slice(0, 60) || fileName;
}

/** Removes files that nobody imported within a day. */
export async function forgetUploads(now = new Date()): Promise<void> {
	const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS);
	for (const id of await uploadsBefore(store(), before)) await forget(id);
}

async function forget(id: string): Promise<void> {
	await removeUpload(id);
	await deleteUpload(store(), id);
}
