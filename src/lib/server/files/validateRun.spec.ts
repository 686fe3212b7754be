import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localStorage } from './storage.ts';
import { validateIngest, validateRun } from './validateRun.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'caustic-validate-'));
	await mkdir(join(folder, 'raw'));
	for (const kind of ['image', 'selavy', 'noise', 'background'])
		for (const epoch of [1, 2, 3]) await writeFile(join(folder, 'raw', `${kind}${epoch}`), '');
	await writeFile(join(folder, 'secret'), '');
	await symlink('../secret', join(folder, 'raw/linked'));
});
afterAll(() => rm(folder, { recursive: true }));

type Lists = Record<string, (number | string)[]>;
const file = (kind: string, name: number | string) =>
	typeof name === 'number' ? `${kind}${name}` : name;

/** Lists of files; a kind's numbers stand for its files. */
function config(lists: Lists, more = ''): string {
	const inputs = Object.entries(lists).map(
		([kind, files]) => `  ${kind}:\n${files.map((name) => `    - ${file(kind, name)}\n`).join('')}`
	);
	return `inputs:\n${inputs.join('')}${more}`;
}

/** The same two files of each kind under epochs. */
function epochs(lists: Record<string, Record<string, number[]>>): string {
	const inputs = Object.entries(lists).map(([kind, byEpoch]) => {
		const below = Object.entries(byEpoch).map(
			([key, files]) => `    ${key}:\n${files.map((n) => `      - ${kind}${n}\n`).join('')}`
		);
		return `  ${kind}:\n${below.join('')}`;
	});
	return `inputs:\n${inputs.join('')}`;
}

const TWO: Lists = { image: [1, 2], selavy: [1, 2], noise: [1, 2] };
const MONITOR = 'source_monitoring:\n  monitor: yes\n';
const check = (text: string, { maxImages = null as number | null, confined = false } = {}) =>
	validateRun(text, 'config.yaml', {
		storage: localStorage(confined ? [join(folder, 'raw')] : null),
		baseDirectory: join(folder, 'raw'),
		maxImages
	});

test('a good configuration comes back with its files', async () => {
	const { config: read, inputs } = await check(config({ ...TWO, background: [1, 2] }, MONITOR));
	expect(read.source_monitoring.monitor).toBe(true);
	expect(inputs.epochs[1]).toEqual({
		key: '2',
		image: [join(folder, 'raw/image2')],
		selavy: [join(folder, 'raw/selavy2')],
		noise: [join(folder, 'raw/noise2')],
		background: [join(folder, 'raw/background2')]
	});
});

test.each(['advanced', 'deruiter'])('the %s association can be asked for', async (method) => {
	const more = `source_association:\n  method: ${method}\n  parallel: yes\n`;
	expect((await check(config(TWO, more))).config.source_association.method).toBe(method);
});

describe('each rule of spec/pipeline.md §1.3 refuses with its sentence', () => {
	test.each([
		['1. a key nobody knows', config(TWO, 'extra: 1\n'), 'line 11: unknown key "extra".'],
		['1. a file twice', config({ ...TWO, image: [1, 1] }), 'line 4: inputs.image: duplicate found'],
		[
			'2. numbers of files',
			config({ ...TWO, noise: [1, 2, 3] }),
			'The number of files must match for all input types.\nimage has 2 files\nselavy has 2 files\nnoise has 3 files'
		],
		[
			'2. numbers of epochs',
			epochs({ image: { A: [1, 2] }, selavy: { A: [1, 2] }, noise: { A: [1], B: [2] } }),
			'The number of epochs must match for all input types.\nimage has 1 epoch: A\nselavy has 1 epoch: A\nnoise has 2 epochs: A, B'
		],
		[
			'2. names of epochs',
			epochs({ image: { A: [1, 2] }, selavy: { A: [1, 2] }, noise: { B: [1, 2] } }),
			'The name of the epochs must match for all input types.'
		],
		[
			'3. files in each epoch',
			epochs({
				image: { A: [1, 2], B: [3] },
				selavy: { A: [1], B: [2, 3] },
				noise: { A: [1, 2], B: [3] }
			}),
			'The number of files per epoch does not match between input types.\nimage has files per epoch: A 2, B 1\nselavy has files per epoch: A 1, B 2'
		],
		[
			'5. one image',
			config({ image: [1], selavy: [1], noise: [1] }),
			'Number of image files must to be larger than 1: there is 1.'
		],
		[
			'6. no background',
			config(TWO, MONITOR),
			'Background files must be provided if source monitoring is enabled.'
		],
		[
			'8. workers',
			config(TWO, 'processing:\n  num_workers: all\n'),
			"num_workers can only be an integer or 'null'"
		]
	])('%s', async (_rule, text, sentence) => {
		await expect(check(text)).rejects.toThrow(sentence);
	});

	test('4. more images than the installation allows: images count, not all files', async () => {
		await expect(check(config(TWO), { maxImages: 2 })).resolves.toBeDefined();
		await expect(check(config(TWO), { maxImages: 1 })).rejects.toMatchObject({
			code: 'TooMany',
			message: 'The run has 2 images; this installation allows 1.'
		});
	});

	test('7. a file that is not there', async () => {
		await expect(check(config({ ...TWO, noise: [1, 'none'] }))).rejects.toThrow(
			`${join(folder, 'raw/none')} does not exist.`
		);
	});

	test('a glob that matches nothing', async () => {
		const text = config({ ...TWO }).replace(/image:\n.*\n.*\n/, 'image:\n    glob: q*\n');
		await expect(check(text)).rejects.toThrow(`No image files match q* in ${folder}/raw.`);
	});
});

describe('the first rule that is broken speaks', () => {
	const broken = ['none1', 'none2', 'none3'];
	test.each([
		['2 before 4', config({ ...TWO, image: [1, 2, 3] }), 'The number of files must match'],
		['4 before 5', config({ image: [1], selavy: [1], noise: [1] }), 'this installation allows 0'],
		['4 before 6', config(TWO, MONITOR), 'this installation allows 0']
	])('%s', async (_order, text, sentence) => {
		await expect(check(text, { maxImages: 0 })).rejects.toThrow(sentence);
	});
	test('5 before 6, 6 before 7', async () => {
		const one = { image: [1], selavy: [1], noise: [1] };
		await expect(check(config(one, MONITOR))).rejects.toThrow('must to be larger than 1');
		const missing = config({ image: broken, selavy: broken, noise: broken }, MONITOR);
		await expect(check(missing)).rejects.toThrow('Background files must be provided');
	});
});

describe('a run started from the browser reads its own directories only', () => {
	test.each([
		['a path', '/etc/hostname'],
		['a way up', '../secret'],
		['a symbolic link', 'linked']
	])('%s', async (_what, name) => {
		const text = config({ ...TWO, image: [1, name] });
		await expect(check(text, { confined: true })).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('a glob whose matches lie elsewhere', async () => {
		const text = config(TWO).replace(/image:\n.*\n.*\n/, 'image:\n    glob: l*\n');
		await expect(check(text, { confined: true })).rejects.toThrow(`${folder}/raw/l* is outside`);
	});
});

test('ingestimages obeys the same rules for its inputs', async () => {
	const at = { storage: localStorage(), baseDirectory: join(folder, 'raw'), maxImages: null };
	const { inputs } = await validateIngest(config(TWO), 'ingest.yaml', at);
	expect(inputs.epochs).toHaveLength(2);
	await expect(validateIngest(config({ ...TWO, noise: [1] }), 'ingest.yaml', at)).rejects.toThrow(
		'The number of files must match for all input types.'
	);
	const lone = validateIngest(config({ ...TWO, noise: [1, 'none'] }), 'ingest.yaml', at);
	await expect(lone).rejects.toThrow('does not exist.');
});
