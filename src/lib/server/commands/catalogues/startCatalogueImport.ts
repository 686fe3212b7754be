import {
	importCatalogueSchema,
	importUploadSchema,
	type CatalogueUpload
} from '#schema/catalogue.ts';
import type { CatalogueImport, CatalogueImportRow } from '#schema/catalogueImport.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { openCatalogue } from '../../files/catalogueEntries.ts';
import { openUpload } from '../../files/uploadedCatalogue.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import {
	catalogueImportsUnderWay,
	insertCatalogueImport,
	isBeingImported
} from '../../store/catalogueImports.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { findUpload } from '../../store/uploads.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceCatalogues } from './announceCatalogues.ts';
import { catalogueImportRow } from './catalogueImportRow.ts';

/** A file to be imported; with a path where it came in pieces and lies among its sender's other files. */
export interface WaitingCatalogue extends CatalogueUpload {
	path: string | null;
}

/** Has a worker import a catalogue that was sent in pieces. Its columns are recognised, or refused, before it is asked to. */
export async function startCatalogueImport(
	context: CommandContext,
	input: unknown
): Promise<CatalogueImportRow> {
	const { user } = context;
	mayOrRefuse(user, 'manageCatalogues');
	const { uploadId } = parse(importUploadSchema, input);
	const wanted = parse(importCatalogueSchema, input);
	const started = await once(
		context,
		{ command: 'startCatalogueImport', commandId: wanted.commandId },
		async (transaction) => {
			const upload = await largeUpload(context, uploadId);
			if (!upload) throw noSuchFile();
			if (await isBeingImported(store(), uploadId, transaction))
				throw new Failure('Conflict', `${upload.fileName} is being imported already.`, 'uploadId');
			await openCatalogue(await openUpload(upload), wanted);
			const created = newImport(context, upload, wanted);
			await insertCatalogueImport(store(), created, transaction);
			const { fileName, bytes } = upload;
			const after = { name: wanted.name, fileName, bytes };
			const target = `catalogue import ${created.id}`;
			await audit(user, { action: 'startCatalogueImport', target, after }, transaction);
			return catalogueImportRow(created);
		}
	);
	await handToWorkers(started.id);
	await announceCatalogues(user);
	return started;
}

/** A whole file of one's own that came in pieces to be imported. */
export async function largeUpload(
	{ user }: CommandContext,
	uploadId: string
): Promise<(WaitingCatalogue & { path: string }) | null> {
	const upload = await findUpload(store(), uploadId);
	if (upload?.ownerId !== user.id || upload.kind !== 'sky' || upload.path === null) return null;
	const { id, ownerId, fileName, bytes, path, createdAt: at } = upload;
	return { id, ownerId, fileName, bytes, at, path };
}

/** Asks again for the imports that wait or were under way: whatever became of Redis meanwhile. One that is asked for is one. */
export async function resumeCatalogueImports(): Promise<void> {
	for (const id of await catalogueImportsUnderWay(store())) await handToWorkers(id);
}

async function handToWorkers(importId: string): Promise<void> {
	try {
		await enqueue({ kind: 'importCatalogue', importId });
	} catch (error) {
		// Every worker looks for such ones.
		log.error('a catalogue’s import could not be asked for', { importId, error });
	}
}

function newImport(
	{ user }: CommandContext,
	{ id: uploadId, path, fileName, bytes }: WaitingCatalogue & { path: string },
	wanted: CatalogueImport['wanted']
): CatalogueImport {
	return {
		id: newId(),
		ownerId: user.id,
		ownerName: user.displayName,
		uploadId,
		path,
		fileName,
		bytes,
		wanted,
		state: 'waiting',
		writing: null,
		nRows: 0,
		readBytes: 0,
		startedAt: null,
		progressAt: null,
		problem: null,
		catalogueId: null,
		requestedAt: new Date(),
		endedAt: null
	};
}

function noSuchFile(): Failure {
	return new Failure(
		'NotFound',
		'There is no such file of yours: send it first, with the purpose “catalogue”.',
		'uploadId'
	);
}
