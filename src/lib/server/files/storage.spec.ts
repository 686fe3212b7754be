import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withFile } from './fileFailure.ts';
import { localStorage } from './storage.ts';

let folder: string;
const storage = localStorage();
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-storage-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file is replaced whole, and its directory made', async () => {
	const path = join(folder, 'new/file');
	await storage.writeAtomically(path, 'one');
	await storage.writeAtomically(path, 'two');
	expect(await readFile(path, 'utf8')).toBe('two');
	expect(await readdir(join(folder, 'new'))).toEqual(['file']);
});

test('a range ends where the file ends', async () => {
	const path = join(folder, 'range');
	await storage.writeAtomically(path, 'abcdef');
	expect(Buffer.from(await storage.readRange(path, 2, 4)).toString()).toBe('cd');
	expect(Buffer.from(await storage.readRange(path, 4, 99)).toString()).toBe('ef');
});

describe('what goes wrong with a file is said in a sentence that names it', () => {
	test('a missing file', async () => {
		const path = join(folder, 'missing.fits');
		const reading = withFile(path, () => storage.read(path));
		await expect(reading).rejects.toThrow(`${path} does not exist.`);
	});

	test('a directory', async () => {
		const reading = withFile(folder, () => storage.read(folder));
		await expect(reading).rejects.toThrow('is a directory, where a file is needed.');
	});

	test.skipIf(!existsSync('/dev/full'))('a full device', async () => {
		const writing = withFile('/dev/full', () => storage.append('/dev/full', 'text'));
		await expect(writing).rejects.toThrow(
			'/dev/full cannot be written: no space is left on the disk.'
		);
	});

	test('other errors stay what they are', async () => {
		const bug = new TypeError('x is undefined');
		await expect(withFile(folder, () => Promise.reject(bug))).rejects.toBe(bug);
	});
});
