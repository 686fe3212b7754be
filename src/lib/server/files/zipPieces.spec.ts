import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipPieces, type ZipEntry } from './zipPieces.ts';

test('a text whose making is given up is given up too', async () => {
	let isStopped = false;
	async function* rows() {
		try {
			for (;;) yield await Promise.resolve(Math.random().toString().repeat(5000));
		} finally {
			isStopped = true;
		}
	}
	const archive = zipPieces([{ name: 'endless', text: rows() }]);
	for (let i = 0; i < 3; i++) expect((await archive.next()).done).toBe(false);
	await archive.return(undefined);
	await expect.poll(() => isStopped).toBe(true);
});

test('what fails in a text fails in the archive', async () => {
	async function* rows() {
		yield await Promise.resolve('a');
		throw new Error('gone');
	}
	await expect(archived([{ name: 'a', text: rows() }])).rejects.toThrow('gone');
});

test('the directory at its end finds every text', async () => {
	const archive = await archived([
		{ name: 'first', text: ['α', 'β'] },
		{ name: 'second', text: [] }
	]);
	const end = archive.subarray(-22);
	expect(end.readUInt16LE(10)).toBe(2);
	let at = end.readUInt32LE(16);
	const texts = new Map<string, string>();
	for (let entry = 0; entry < 2; entry++) {
		const [packed, nameLength] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		const start = archive.readUInt32LE(at + 42) + 30 + nameLength;
		texts.set(name, inflateRawSync(archive.subarray(start, start + packed)).toString());
		at += 46 + nameLength;
	}
	expect([...texts]).toEqual([
		['first', 'αβ'],
		['second', '']
	]);
});

async function archived(entries: ZipEntry[]): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of zipPieces(entries)) pieces.push(piece);
	return Buffer.concat(pieces);
}
