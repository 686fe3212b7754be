import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequest, setResponse } from '@sveltejs/kit/node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { UploadState } from '#schema/inboxUpload.ts';
import type { User } from '#schema/user.ts';
import { integerCard, logicalCard, writeFitsImage } from '#science/fits/writeImage.ts';
import { removeUpload } from '#server/commands/uploads/removeUpload.ts';
import { sendUpload } from '#server/commands/uploads/sendUpload.ts';
import { answerTus } from '#server/commands/uploads/tusUploads.ts';
import { ownDirectory } from '#server/files/ownDirectory.ts';
import { Failure } from '#schema/failure.ts';
import { uploadsPage } from '#server/queries/inboxUploads.ts';
import { eventually } from '../kit/eventually.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
// Read at first use, in the tests.
Object.assign(process.env, { UPLOAD_QUOTA_MIB: '2' });
let server: Server;
let origin: string;
let ana: User;
let ben: User;
let eve: User;

/** Requests arrive here as the adapter hands them on; `x-person` stands for the session. */
beforeAll(async () => {
	ana = await makeUser('ana', 'vetter');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	server = createServer((incoming, outgoing) => {
		void (async () => {
			const request = await getRequest({ base: origin, request: incoming });
			const user = { ana, ben, eve }[String(incoming.headers['x-person'] ?? 'ana')] ?? ana;
			await setResponse(outgoing, await answered(user, request));
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	// Listening on a port gives an address of this kind.
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function answered(user: User, request: Request): Promise<Response> {
	try {
		return await answerTus(user, request);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return Response.json({ code: error.code, message: error.message }, { status: 400 });
	}
}

const TUS = { 'tus-resumable': '1.0.0' };

function metadata(fields: Record<string, string>): string {
	return Object.entries(fields)
		.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
		.join(',');
}

function begin(bytes: number, fields: Record<string, string>, person = 'ana'): Promise<Response> {
	return fetch(`${origin}/api/v1/uploads`, {
		method: 'POST',
		headers: {
			...TUS,
			'x-person': person,
			'upload-length': String(bytes),
			'upload-metadata': metadata(fields)
		}
	});
}

async function begun(bytes: number, fields: Record<string, string>): Promise<string> {
	const answer = await begin(bytes, fields);
	expect(answer.status, await answer.clone().text()).toBe(201);
	return answer.headers.get('location') ?? '';
}

function piece(at: string, offset: number, bytes: Uint8Array, person = 'ana'): Promise<Response> {
	return fetch(origin + at, {
		method: 'PATCH',
		headers: {
			...TUS,
			'x-person': person,
			'upload-offset': String(offset),
			'content-type': 'application/offset+octet-stream'
		},
		body: new Uint8Array(bytes)
	});
}

async function offsetOf(at: string, person = 'ana'): Promise<number> {
	const answer = await fetch(origin + at, {
		method: 'HEAD',
		headers: { ...TUS, 'x-person': person }
	});
	return Number(answer.headers.get('upload-offset') ?? -1);
}

/** Sends a piece over a socket that is cut before its end, once some of it has come. */
async function cutPiece(
	at: string,
	offset: number,
	bytes: Uint8Array,
	announced: number
): Promise<void> {
	const draft = join(ownDirectory(ana), '.uploads', at.slice(at.lastIndexOf('/') + 1));
	const cut = new Promise<void>((resolve) => {
		const sending = httpRequest(origin + at, {
			method: 'PATCH',
			headers: {
				...TUS,
				'x-person': 'ana',
				'upload-offset': String(offset),
				'content-type': 'application/offset+octet-stream',
				'content-length': String(announced)
			}
		});
		sending.once('error', () => resolve());
		sending.once('close', () => resolve());
		sending.write(bytes);
		void vi
			.waitUntil(() => statSync(draft).size > offset, { timeout: 20_000, interval: 5 })
			.finally(() => sending.destroy());
	});
	await cut;
}

const CARDS = [
	logicalCard('SIMPLE', 'T'),
	integerCard('BITPIX', -32),
	integerCard('NAXIS', 2),
	integerCard('NAXIS1', 256),
	integerCard('NAXIS2', 256)
];
const image = () => writeFitsImage(CARDS, Float32Array.from({ length: 65_536 }, Math.random));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function stateOf(fileName: string): Promise<UploadState | undefined> {
	return (await uploadsPage(ana)).uploads.find((upload) => upload.fileName === fileName)?.state;
}

test('an upload goes on where its connection was cut, and arrives whole in the sender’s own directory', async () => {
	const bytes = image();
	const at = await begun(bytes.length, { filename: 'cut.fits', sha256: sha256(bytes) });
	await cutPiece(at, 0, bytes.subarray(0, 100_000), bytes.length);
	await eventually(() => offsetOf(at)).toBeGreaterThan(0);
	const offset = await offsetOf(at);
	expect(offset).toBeLessThanOrEqual(100_000);
	const answer = await piece(at, offset, bytes.subarray(offset));
	expect(answer.status, await answer.clone().text()).toBe(204);
	const path = join(ownDirectory(ana), 'cut.fits');
	expect(sha256(readFileSync(path))).toBe(sha256(bytes));
	expect(answer.headers.get('upload-sha256')).toBe(sha256(bytes));
	// The last answer may be lost as well: whoever asks again is told that all is there.
	expect(await offsetOf(at)).toBe(bytes.length);
	expect(readdirSync(join(ownDirectory(ana), '.uploads'))).toEqual([]);
	await removeAll();
});

test('a piece that does not fit on what is there is refused, and nothing changes', async () => {
	const bytes = image();
	const at = await begun(bytes.length, { filename: 'gap.fits' });
	expect((await piece(at, 0, bytes.subarray(0, 1000))).status).toBe(204);
	const gap = await piece(at, 5000, bytes.subarray(5000));
	expect(gap.status).toBe(409);
	expect(await gap.json()).toMatchObject({ code: 'Conflict' });
	expect(await offsetOf(at)).toBe(1000);
	await fetch(origin + at, { method: 'DELETE', headers: TUS });
	expect(await stateOf('gap.fits')).toBeUndefined();
	expect((await uploadsPage(ana)).usedBytes).toBe(0);
});

test('other content than was announced, and files that are not what they are called, are refused and taken away', async () => {
	const bytes = image();
	const other = await begun(bytes.length, { filename: 'other.fits', sha256: 'a'.repeat(64) });
	expect(await (await piece(other, 0, bytes)).json()).toMatchObject({
		message: expect.stringContaining('arrived with other content than was sent') as string
	});
	for (const [filename, text] of [
		['noise.fits', 'no FITS at all'],
		['half.fits', Buffer.from(bytes.subarray(0, 50_000))],
		['x.txt', 'no catalogue\n'],
		['run.yaml', 'a: &a [*a, *a]\n']
	] as const) {
		const content = Buffer.from(text);
		const at = await begun(content.length, { filename });
		const answer = await piece(at, 0, content);
		expect(answer.status).toBe(400);
		const { message } = (await answer.json()) as { message: string };
		expect(message).toContain(filename);
		expect(message).not.toContain('.uploads');
		expect(await stateOf(filename)).toBe('refused');
	}
	expect(existsSync(join(ownDirectory(ana), 'other.fits'))).toBe(false);
	expect(readdirSync(join(ownDirectory(ana), '.uploads'))).toEqual([]);
	expect((await uploadsPage(ana)).usedBytes).toBe(0);
});

test('names that lead elsewhere, unknown kinds and missing names are refused before a byte is sent', async () => {
	const wrong: Record<string, string>[] = [
		{ filename: '../up.fits' },
		{ filename: 'a/b.fits' },
		{ filename: '.hidden.fits' },
		{ filename: 'program.exe' },
		{ filename: 'x.fits', sha256: 'short' },
		{ name: 'x.fits' }
	];
	for (const fields of wrong) {
		const answer = await begin(1000, fields);
		expect(answer.status, JSON.stringify(fields)).toBe(400);
	}
	expect((await uploadsPage(ana)).usedBytes).toBe(0);
});

test('the quota counts what is under way too, and is told in numbers', async () => {
	await begun(1_500_000, { filename: 'large.fits' });
	const beyond = await begin(1_000_000, { filename: 'larger.fits' });
	expect(await beyond.json()).toMatchObject({
		code: 'TooMany',
		message: expect.stringContaining('your uploads take 1.4 MiB of 2.0 MiB') as string
	});
	const [large] = (await uploadsPage(ana)).uploads.filter(({ state }) => state === 'coming');
	await fetch(`${origin}/api/v1/uploads/${large.id}`, { method: 'DELETE', headers: TUS });
});

test('a viewer may not upload, and nobody sees or goes on with another’s upload', async () => {
	expect((await begin(1000, { filename: 'x.fits' }, 'eve')).status).toBe(400);
	const at = await begun(1000, { filename: 'mine.fits' });
	expect(await offsetOf(at, 'ben')).toBe(-1);
	expect((await piece(at, 0, randomBytes(10), 'ben')).status).toBe(404);
	await fetch(origin + at, { method: 'DELETE', headers: { ...TUS, 'x-person': 'ben' } });
	expect(await offsetOf(at)).toBe(0);
	await fetch(origin + at, { method: 'DELETE', headers: TUS });
	expect((await uploadsPage(ben)).uploads).toEqual([]);
});

test('a second file of a name is refused; the first stays as it is, until it is removed', async () => {
	const first = image();
	const sent = await sendUpload({ user: ana }, { name: 'twice.fits', bytes: first });
	await expect(sendUpload({ user: ana }, { name: 'twice.fits', bytes: image() })).rejects.toThrow(
		'You have a file called twice.fits already.'
	);
	const path = join(ownDirectory(ana), 'twice.fits');
	expect(sha256(readFileSync(path))).toBe(sha256(first));
	const remove = { commandId: commandId(), uploadId: sent.id };
	await expect(removeUpload({ user: ben }, remove)).rejects.toThrow('does not exist');
	await removeUpload({ user: ana }, remove);
	expect(existsSync(path)).toBe(false);
});

test('a file that was put there by other means is not overwritten', async () => {
	const path = join(ownDirectory(ana), 'there.fits');
	writeFileSync(path, 'mine');
	await expect(sendUpload({ user: ana }, { name: 'there.fits', bytes: image() })).rejects.toThrow(
		'already'
	);
	expect(readFileSync(path, 'utf8')).toBe('mine');
});

async function removeAll(): Promise<void> {
	for (const { id } of (await uploadsPage(ana)).uploads)
		await removeUpload({ user: ana }, { commandId: commandId(), uploadId: id });
}
