import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Upload } from '#schema/inboxUpload.ts';
import type { User } from '#schema/user.ts';
import { readCatalogue } from '../../files/catalogueFile.ts';
import { openCatalogueTable } from '../../files/catalogueTable.ts';
import { withFile } from '../../files/fileFailure.ts';
import { openFitsFile } from '../../files/fitsFile.ts';
import { ownDirectory } from '../../files/ownDirectory.ts';
import { localStorage } from '../../files/storage.ts';
import { openOnDisk } from '../../files/uploadedCatalogue.ts';
import { readYaml } from '../../files/yamlDialect.ts';
import { announce } from '../../jobs/announce.ts';
import { store } from '../../store/client.ts';
import { withLock } from '../../store/locks.ts';
import { endUpload, findUpload } from '../../store/uploads.ts';
import { audit } from '../audit.ts';

/**
 * Checks a file whose last byte has come (what it holds, and that it is what was sent) and gives it its name in the sender's
 * own directory. What fails is refused and taken away.
 */
export async function finishUpload(user: User, id: string, draft: string): Promise<Upload> {
	const upload = await ownUpload(user, id);
	if (upload.state === 'done') return upload;
	try {
		const sha256 = await checkedContent(upload, draft);
		const path = await placed(user, upload, draft);
		const end = { state: 'done', problem: null, path, sha256 } as const;
		await endUpload(store(), id, end);
		await audit(user, {
			action: 'finishUpload',
			target: `upload ${id}`,
			after: { path, bytes: upload.bytes, sha256 }
		});
		await announceUploads(user);
		return { ...upload, ...end };
	} catch (error) {
		if (error instanceof Failure) await refuse(user, upload, { draft, problem: error.message });
		throw error;
	}
}

export async function ownUpload(user: User, id: string): Promise<Upload> {
	const upload = await findUpload(store(), id);
	if (upload?.ownerId === user.id) return upload;
	throw new Failure('NotFound', 'This upload does not exist (any more).', 'uploadId');
}

export async function announceUploads(user: User): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: `user-${user.id}`, kind: 'inbox', ...by });
}

async function refuse(
	user: User,
	upload: Upload,
	{ draft, problem }: { draft: string; problem: string }
): Promise<void> {
	const { sha256 } = upload;
	await endUpload(store(), upload.id, { state: 'refused', problem, path: null, sha256 });
	await localStorage().remove(draft);
	const target = `upload ${upload.id}`;
	await audit(user, { action: 'refuseUpload', target, after: { problem } });
	await announceUploads(user);
}

async function checkedContent(upload: Upload, draft: string): Promise<string> {
	const sha256 = await checksum(draft);
	if (upload.sha256 !== null && upload.sha256 !== sha256)
		throw new Failure(
			'Invalid',
			`${upload.fileName} arrived with other content than was sent: its SHA-256 is ${sha256}, not ${upload.sha256}. Send it again.`,
			'sha256'
		);
	try {
		await withFile(draft, () => checkKind(upload, draft));
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		// People know the file by its own name, not by where it was kept meanwhile.
		throw new Failure('Invalid', error.message.replaceAll(draft, upload.fileName), 'filename');
	}
	return sha256;
}

async function checkKind({ kind, fileName }: Upload, draft: string): Promise<void> {
	if (kind === 'fits') return openFitsFile(draft).close();
	// Of any size: its rows are read when it is imported.
	if (kind === 'sky') return void (await openCatalogueTable(await openOnDisk(draft, fileName)));
	const bytes = await localStorage().read(draft);
	if (kind === 'catalogue') readCatalogue(bytes, fileName);
	else readYaml(new TextDecoder().decode(bytes), fileName);
}

async function checksum(path: string): Promise<string> {
	const hash = createHash('sha256');
	await withFile(path, () => pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash));
	return hash.digest('hex');
}

/** A name that is there already is another file's: that one stays, and so do the runs that read it. */
async function placed(user: User, upload: Upload, draft: string): Promise<string> {
	const directory = ownDirectory(user);
	const storage = localStorage([directory]);
	const path = join(directory, upload.fileName);
	return withFile(path, () =>
		withLock(store(), `uploads ${user.id}`, async () => {
			await storage.makeDirectory(directory);
			if (await storage.exists(path))
				throw new Failure(
					'Conflict',
					`You have a file called ${upload.fileName} already. Remove that one first, or send this one under another name.`,
					'filename'
				);
			await localStorage().rename(draft, path);
			return path;
		})
	);
}
