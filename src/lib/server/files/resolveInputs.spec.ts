import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InputSpec } from '#schema/pipelineConfig.ts';
import { resolveInputs } from './resolveInputs.ts';
import { localStorage } from './storage.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-inputs-'));
	await mkdir(join(folder, 'deep/er'), { recursive: true });
	for (const name of ['b1.fits', 'a2.fits', 'a10.fits', 'a.txt', '.a3.fits', 'deep/er/z.fits'])
		await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true }));

const resolved = (image: InputSpec, others: InputSpec = image) =>
	resolveInputs({ image, selavy: others, noise: others }, folder, localStorage());
const names = (paths: string[]) => paths.map((path) => path.slice(folder.length + 1));

test('a list becomes one epoch per file, numbered with leading zeros', async () => {
	const files = Array.from({ length: 11 }, (_, index) => `f${index}.fits`);
	const { epochMode, epochs } = await resolved(files);
	expect(epochMode).toBe(false);
	expect(epochs.map(({ key }) => key).slice(-3)).toEqual(['09', '10', '11']);
	expect(epochs[1].image).toEqual([join(folder, 'f1.fits')]);
});

test('globs are expanded in their order, each sorted; hidden files stay hidden', async () => {
	const { epochs } = await resolved({ glob: ['b*.fits', 'a*.fits', '**/z.fits'] });
	expect(names(epochs.flatMap(({ image }) => image))).toEqual([
		'b1.fits',
		'a10.fits',
		'a2.fits',
		'deep/er/z.fits'
	]);
});

test('a directory whose name looks like a pattern is meant as it is written', async () => {
	const odd = join(folder, 'night [1]*');
	await mkdir(odd);
	for (const name of ['a.fits', 'b.fits']) await writeFile(join(odd, name), '');
	const inputs = { image: { glob: '*.fits' }, selavy: { glob: '*' }, noise: ['a.fits', 'b.fits'] };
	for (const storage of [localStorage(), localStorage([odd])]) {
		const { epochs } = await resolveInputs(inputs, odd, storage);
		expect(epochs.map(({ image }) => image)).toEqual([
			[join(odd, 'a.fits')],
			[join(odd, 'b.fits')]
		]);
	}
});

test('epochs come in the order of their keys as text, not of their dates', async () => {
	const { epochMode, epochs } = await resolved({ epoch2: ['x'], epoch10: ['y', 'z'] });
	expect(epochMode).toBe(true);
	expect(epochs.map(({ key }) => key)).toEqual(['epoch10', 'epoch2']);
});

test.each<[string, InputSpec, InputSpec, string]>([
	['numbers of files', ['x', 'y'], ['x', 'y', 'z'], 'The number of files must match'],
	[
		'numbers of epochs',
		{ a: ['x', 'y'] },
		{ a: ['x'], b: ['y'] },
		'The number of epochs must match'
	],
	['names of epochs', { a: ['x', 'y'] }, { b: ['x', 'y'] }, 'The name of the epochs must match'],
	[
		'files per epoch',
		{ a: ['x', 'y'], b: ['z'] },
		{ a: ['x'], b: ['y', 'z'] },
		'The number of files per epoch does not match'
	],
	['forms', { a: ['x', 'y'] }, ['x', 'y'], 'Give epochs for all input types, or for none.'],
	['a glob without matches', { glob: 'q*' }, ['x', 'y'], 'No image files match q*'],
	['two images of a name', ['x/i', 'y/i'], ['x', 'y'], 'Two images of this run are called i.']
])('refuses: %s', async (_what, image, others, sentence) => {
	await expect(resolved(image, others)).rejects.toThrow(sentence);
});
