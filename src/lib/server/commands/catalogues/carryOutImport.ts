import { dirname } from 'node:path';
import type { Catalogue } from '#schema/catalogue.ts';
import type { CatalogueImport } from '#schema/catalogueImport.ts';
import { Failure } from '#schema/failure.ts';
import type { CatalogueFile } from '../../files/openedTable.ts';
import { localStorage } from '../../files/storage.ts';
import { openUpload } from '../../files/uploadedCatalogue.ts';
import {
	beginImportTry,
	findCatalogueImport,
	finishImport,
	noteImportProgress,
	stopImport,
	takeImportOver
} from '../../store/catalogueImports.ts';
import { store } from '../../store/client.ts';
import { deleteUpload } from '../../store/uploads.ts';
import { findUser } from '../../store/users.ts';
import { notify } from '../notifications/notify.ts';
import { announceCatalogues } from './announceCatalogues.ts';
import { clearAway, importCatalogue, type ImportFollower } from './importCatalogue.ts';

const PROGRESS_EVERY_MS = 500;

/** Somebody cancelled it, or another worker has taken it over. */
class Stopped extends Error {}

/**
 * Carries out an import that was asked for: all of it, or nothing. A second try, after a worker died, clears away what the
 * first has written and begins at the first row.
 * @throws Failure where the file is refused
 */
export async function carryOutImport(importId: string): Promise<void> {
	const known = await takeImportOver(store(), importId);
	if (!known) return tidyUp(importId);
	if (known.writing) await clearAway(known.writing);
	const user = await findUser(store(), known.ownerId);
	if (!user) throw new Failure('NotFound', `${known.ownerName} has no account any more.`);
	const file = counted(await openUpload({ ...known, id: known.uploadId }));
	try {
		await importCatalogue({ user }, known.wanted, file, follow(importId, file));
	} catch (error) {
		if (error instanceof Stopped) return announceCatalogues(null);
		throw error;
	}
	await tidyUp(importId);
}

/** After an import has ended, perhaps in a worker that died over this. */
async function tidyUp(importId: string): Promise<void> {
	const ended = await findCatalogueImport(store(), importId);
	if (ended?.state === 'done') await finished(ended);
	else if (ended?.writing) await clearAway(ended.writing);
}

/** Notes that an import came to nothing, and tells its owner why. */
export async function refuseImport(importId: string, error: Error): Promise<void> {
	const known = await findCatalogueImport(store(), importId);
	if (!known) return;
	if (known.writing) await clearAway(known.writing);
	const problem = error instanceof Failure ? error.message : BROKE_OFF;
	if (!(await stopImport(store(), importId, { state: 'refused', problem }))) return;
	await tell(known, { title: `${known.fileName} was not imported`, text: problem });
	await announceCatalogues(null);
}

const BROKE_OFF =
	'The import broke off again and again, and nothing was imported. The status page says why; import the file again once that is mended.';

interface CountedFile extends CatalogueFile {
	readBytes: () => number;
}

/** Knows how far into the file it was read. */
function counted(file: CatalogueFile): CountedFile {
	let readBytes = 0;
	const read = async (offset: number, length: number) => {
		const bytes = await file.read(offset, length);
		readBytes = Math.max(readBytes, offset + bytes.length);
		return bytes;
	};
	return { ...file, read, readBytes: () => readBytes };
}

function follow(id: string, file: CountedFile): ImportFollower {
	let batch = '';
	let notedAt = 0;
	return {
		async begins(writing) {
			({ batch } = writing);
			if (!(await beginImportTry(store(), id, writing))) throw new Stopped();
			await announceCatalogues(null);
		},
		async reads(nRows) {
			if (performance.now() - notedAt < PROGRESS_EVERY_MS) return;
			notedAt = performance.now();
			const progress = { nRows, readBytes: file.readBytes() };
			if (!(await noteImportProgress(store(), { id, batch }, progress))) throw new Stopped();
			await announceCatalogues(null);
		},
		async shows({ id: catalogueId, nRows, nSkipped }: Catalogue, transaction) {
			const end = { catalogueId, nRows: nRows + nSkipped };
			if (!(await finishImport(store(), { id, batch }, end, transaction))) throw new Stopped();
		}
	};
}

/** What is imported is not kept as a file as well. */
async function finished(done: CatalogueImport): Promise<void> {
	const { uploadId, path, fileName, nRows, wanted, catalogueId } = done;
	await localStorage([dirname(path)]).remove(path);
	await deleteUpload(store(), uploadId);
	await tell(done, {
		title: `The catalogue ${wanted.name} is imported`,
		text: `Rows read from ${fileName}: ${nRows}.`,
		href: `/catalogues/${catalogueId}`
	});
	await announceCatalogues(null);
}

async function tell(
	{ id, ownerId, uploadId }: CatalogueImport,
	{
		title,
		text,
		href = `/catalogues/import/${uploadId}`
	}: { title: string; text: string; href?: string }
): Promise<void> {
	const key = `catalogue ${id}`;
	await notify([{ userId: ownerId, kind: 'catalogue', title, text, href, key }]);
}
