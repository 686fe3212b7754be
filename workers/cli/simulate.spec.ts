import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulateCommand } from './simulate.ts';

const TINY = { epochs: 2, sources: 5, npix: 32, seed: 4 };

describe('simulate', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'caustic-simulate-'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	test('writes the whole survey, reports each image, and leaves it alone the second time', async () => {
		const out = join(folder, 'nested', 'survey');
		const sentences: string[] = [];
		const first = await simulateCommand({ out, ...TINY }, (sentence) => sentences.push(sentence));
		expect(first).toMatchObject({ directory: out, images: 4, files: 18, alreadyThere: false });
		expect(sentences.at(-1)).toBe('Image 4 of 4 simulated.');
		expect((await readdir(out)).sort()).toEqual([
			'background',
			'catalogues',
			'images',
			'noise',
			'survey.json',
			'truth.csv'
		]);
		const second = await simulateCommand({ out, ...TINY }, () => undefined);
		expect(second).toMatchObject({ images: 4, files: 0, alreadyThere: true });
	});

	test('refuses a directory that holds something else, and does not touch it', async () => {
		const out = await mkdtemp(join(folder, 'used-'));
		await writeFile(join(out, 'notes.txt'), 'mine');
		const attempt = simulateCommand({ out, ...TINY }, () => undefined);
		await expect(attempt).rejects.toMatchObject({ code: 'Conflict', field: 'out' });
		expect(await readdir(out)).toEqual(['notes.txt']);
		expect(await readFile(join(out, 'notes.txt'), 'utf8')).toBe('mine');
	});

	test('an interrupted survey leaves nothing behind', async () => {
		const out = join(folder, 'interrupted');
		const attempt = simulateCommand({ out, ...TINY }, () => {
			throw new Error('stopped');
		});
		await expect(attempt).rejects.toThrow('stopped');
		expect(await readdir(folder)).not.toContain('interrupted');
		expect(await readdir(folder)).not.toContain('interrupted.partial');
	});

	test.each([
		[{ epochs: 0 }, 'The number of epochs must be at least 1.'],
		[{ npix: 100_000 }, 'The number of pixels must be at most 8192.'],
		[{ sources: 'many' }, 'The number of sources must be a whole number.'],
		[{ out: '' }, 'Say where the survey goes: --out DIR.']
	])('refuses %o with a sentence', async (wrong, sentence) => {
		const options = { out: join(folder, 'never'), ...TINY, ...wrong };
		await expect(simulateCommand(options, () => undefined)).rejects.toThrow(sentence);
	});
});
