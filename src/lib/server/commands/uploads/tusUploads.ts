import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { MemoryLocker, Server } from '@tus/server';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { ownDirectory } from '../../files/ownDirectory.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { abandonedUploads, deleteUpload, findUpload } from '../../store/uploads.ts';
import { createUpload } from './createUpload.ts';
import { finishUpload } from './finishUpload.ts';

const PATH = '/api/v1/uploads';
const KEPT_MS = 7 * 86_400_000;
/** One request at a time writes to an upload. */
const locker = new MemoryLocker();

/**
 * Answers one request of the tus protocol (1.0, with creation and termination): files come in pieces, and go on where the
 * connection was lost. Until the last byte they lie hidden in the sender's own directory, whose disk they stay on.
 */
export async function answerTus(user: User, request: Request): Promise<Response> {
	mayOrRefuse(user, 'upload');
	const finished = await answerFinished(user, request);
	if (finished) return finished;
	const directory = draftsOf(user);
	const files = new FileStore({ directory });
	// What our own checks refuse is told in our own words, not in tus's.
	const refused: Failure[] = [];
	const tell = (error: unknown): never => {
		if (error instanceof Failure) refused.push(error);
		throw error;
	};
	const server = new Server({
		path: PATH,
		datastore: files,
		locker,
		relativeLocation: true,
		// Pages of other sites are no business of ours.
		allowedOrigins: [],
		namingFunction: () => newId(),
		onUploadCreate: async (_request, { id, size, metadata }) => {
			await sweep(user).catch(tell);
			await createUpload(user, { id, bytes: size, metadata }).catch(tell);
			return {};
		},
		onUploadFinish: async (_request, { id }) => {
			const draft = join(directory, id);
			try {
				const { path, sha256 } = await finishUpload(user, id, draft);
				return { headers: { 'Upload-Path': encodeURI(path ?? ''), 'Upload-Sha256': sha256 ?? '' } };
			} catch (error) {
				return tell(error);
			} finally {
				await rm(`${draft}.json`, { force: true });
			}
		}
	});
	if (request.method === 'DELETE') await forget(user, request);
	const response = await server.handleWeb(request);
	if (refused.length > 0) throw refused[0];
	return response.status < 400 ? response : inOurWords(response);
}

/** The answer to the last piece may have been lost: whoever asks again is told that all is there. */
async function answerFinished(user: User, request: Request): Promise<Response | null> {
	if (request.method !== 'HEAD') return null;
	const upload = await findUpload(store(), idIn(request));
	if (upload?.ownerId !== user.id || upload.state === 'coming') return null;
	if (upload.state === 'refused')
		throw new Failure('NotFound', upload.problem ?? 'It was refused.');
	return new Response(null, {
		headers: {
			'Tus-Resumable': '1.0.0',
			'Upload-Length': String(upload.bytes),
			'Upload-Offset': String(upload.bytes),
			'Cache-Control': 'no-store'
		}
	});
}

function idIn({ url }: Request): string {
	return new URL(url).pathname.split('/').at(-1) ?? '';
}

function draftsOf(user: User): string {
	return join(ownDirectory(user), '.uploads');
}

/** One that is given up half-way; a finished one is removed by its own command. */
async function forget(user: User, request: Request): Promise<void> {
	const upload = await findUpload(store(), idIn(request));
	if (upload?.ownerId === user.id && upload.state === 'coming')
		await deleteUpload(store(), upload.id);
}

/** Pieces that nobody went on with for a week take no room any longer. */
async function sweep(user: User): Promise<void> {
	const since = new Date(Date.now() - KEPT_MS);
	for (const { id, ownerId } of await abandonedUploads(store(), since)) {
		if (ownerId !== user.id) continue;
		const draft = join(draftsOf(user), id);
		const touched = await stat(draft).catch(() => null);
		if (touched && touched.mtime > since) continue;
		await deleteUpload(store(), id);
		await rm(draft, { force: true });
		await rm(`${draft}.json`, { force: true });
	}
}

/** tus answers refusals in plain text; programs get JSON always. */
async function inOurWords(response: Response): Promise<Response> {
	const said = (await response.text()).trim();
	const { status } = response;
	const isOurs = status >= 500;
	const message = isOurs
		? `The file could not be written (${said}). What came before is kept: go on with it later.`
		: said || `The request was refused (${status}).`;
	const headers = new Headers(response.headers);
	headers.delete('content-length');
	headers.set('content-type', 'application/json');
	const code = isOurs ? 'Unavailable' : (CODES[status] ?? 'Invalid');
	return new Response(JSON.stringify({ code, message }), { status, headers });
}

const CODES: Record<number, Failure['code'] | undefined> = {
	403: 'NotPermitted',
	404: 'NotFound',
	409: 'Conflict',
	410: 'NotFound'
};
