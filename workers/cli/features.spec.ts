import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lightCurve } from '#science/simulate/lightCurves.ts';
import { Random } from '#science/stats/random.ts';
import { featuresCommand } from './features.ts';
import { featuresOfFile } from './featuresOfFile.ts';
import { Output } from './output.ts';

const HEADER = 'source,mjd,frequency_mhz,flux_mjy,flux_err_mjy';
const MJDS = Array.from({ length: 60 }, (_, k) => 60_000 + 6 * k);

/** Rows of a source of 100 mJy and 4 % noise. */
function rowsOf(source: string, flux: (mjd: number) => number): string[] {
	const random = new Random(source);
	return MJDS.map(
		(mjd) => `${source},${mjd},887.5,${(100 * flux(mjd) + 4 * random.normal()).toFixed(3)},4`
	);
}

async function listed<T>(all: AsyncIterable<T>): Promise<T[]> {
	const list: T[] = [];
	for await (const one of all) list.push(one);
	return list;
}

const ESE = lightCurve(
	{
		...{ kind: 'ese', t0Mjd: 60_180, tauDays: 15, alpha: 8 },
		...{ sigmaS: 0.4, compactFraction: 0.6 }
	},
	887.5
);

describe('features', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'caustic-features-'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	async function features(lines: string[]): Promise<Map<string, Record<string, string>>> {
		const out = join(folder, 'out.csv');
		await run(await fileOf(lines), out);
		const [header, ...rows] = (await readFile(out, 'utf8')).trimEnd().split('\n');
		const columns = header.split(',');
		return new Map(
			rows.map((row) => {
				const cells = row.split(',');
				return [cells[0], Object.fromEntries(columns.map((name, i) => [name, cells[i]]))];
			})
		);
	}

	async function fileOf(lines: string[]): Promise<string> {
		const path = join(folder, 'curves.csv');
		await writeFile(path, lines.join('\n') + '\n');
		return path;
	}

	async function run(path: string, out: string): Promise<void> {
		const output = new Output({ json: false });
		output.result = () => undefined;
		await featuresCommand.run({ values: { out }, positionals: [path] }, output);
	}

	test('a lens before a source scores above a constant one and one bad epoch', async () => {
		const table = await features([
			HEADER,
			...rowsOf('steady', () => 1),
			...rowsOf('event', ESE),
			...rowsOf('spike', (mjd) => (mjd === 60_120 ? 0.3 : 1))
		]);
		const score = (source: string) => Number(table.get(source)?.ese_score);
		expect(score('event')).toBeGreaterThan(0.5);
		expect(score('steady')).toBeLessThan(0.02);
		expect(score('spike')).toBeLessThan(0.02);
		expect(table.get('steady')?.best_alternative).toBe('constant');
		expect(table.get('spike')?.best_alternative).toBe('bad epochs');
		expect(Number(table.get('event')?.lens_t0_mjd)).toBeCloseTo(60_180, -1);
	});

	test('order of rows and columns is free, and other columns are left out', async () => {
		const sorted = await features([HEADER, ...rowsOf('b', ESE), ...rowsOf('a', () => 1)]);
		const shuffled = [...rowsOf('b', ESE), ...rowsOf('a', () => 1)]
			.map((row) => row.split(','))
			.map(([source, mjd, mhz, flux, error]) => `${error},x,${flux},${source},${mhz},${mjd}`)
			.sort();
		const header = 'flux_err_mjy,remark,flux_mjy,source,frequency_mhz,mjd';
		const mixed = await features([header, ...shuffled]);
		expect(mixed.get('b')).toEqual(sorted.get('b'));
		expect(mixed.get('a')).toEqual(sorted.get('a'));
	});

	test('what cannot be scored says so and comes last, and no number is NaN', async () => {
		const table = await features([
			HEADER,
			...rowsOf('event', ESE),
			'two,60000,887.5,3,1',
			'two,60010,887.5,9,1',
			...MJDS.map((mjd) => `nothing,${mjd},887.5,nan,nan`),
			...MJDS.map((mjd) => `errorless,${mjd},887.5,${mjd % 7},${mjd % 2 ? 0 : -1}`),
			...MJDS.map(() => 'at once,60000,887.5,4,1')
		]);
		for (const source of ['two', 'nothing', 'errorless', 'at once']) {
			expect(table.get(source)?.ese_score).toBe('0');
			expect(table.get(source)?.best_alternative).toBe('not enough data');
		}
		for (const row of table.values()) expect(Object.values(row)).not.toContain('NaN');
	});

	test('a bad image that eight sources share does not look like an event', async () => {
		const night = (mjd: number) => (mjd >= 60_150 && mjd < 60_180 ? 0.6 : 1);
		const sources = Array.from({ length: 12 }, (_, k) => rowsOf(`s${k}`, night));
		const table = await features([HEADER, ...sources.flat()]);
		for (const row of table.values()) {
			expect(row.images_rescaled).toBe('5');
			expect(Number(row.common_mode_share)).toBeGreaterThan(0.8);
			expect(Number(row.ese_score)).toBeLessThan(0.02);
		}
	});

	test('a file too large to be held gives the same, its sources together or scattered', async () => {
		const night = (mjd: number) => (mjd >= 60_150 && mjd < 60_180 ? 0.6 : 1);
		const rows = Array.from({ length: 9 }, (_, k) => rowsOf(`s${k}`, night)).flat();
		for (const lines of [
			rows,
			rows.toReversed().sort((a, b) => a.slice(3).localeCompare(b.slice(3)))
		]) {
			const path = await fileOf([HEADER, ...lines]);
			const held = await listed(featuresOfFile(path));
			expect(held).toHaveLength(9);
			expect(await listed(featuresOfFile(path, 100))).toEqual(held);
		}
	});

	test.each([
		[['source,mjd,flux_mjy'], 'the columns are missing: frequency_mhz, flux_err_mjy'],
		[[HEADER, 'a,60000,887.5,1,0.1', 'a,60001,887.5,high,0.1'], 'line 3, column flux_mjy: "high"'],
		[[HEADER, ',60000,887.5,1,0.1'], 'line 2, column source: is empty'],
		[[`${HEADER},mjd`], 'the column mjd is there twice'],
		[[HEADER, 'a,60000,887.5,1'], 'line 2']
	])('%j is refused with a sentence and leaves nothing behind', async (lines, sentence) => {
		const out = join(folder, 'never.csv');
		await expect(run(await fileOf(lines), out)).rejects.toThrow(sentence);
		expect((await readdir(folder)).filter((name) => name.startsWith('never'))).toEqual([]);
	});

	test('a file that does not exist is named', async () => {
		const attempt = run(join(folder, 'missing.csv'), join(folder, 'never.csv'));
		await expect(attempt).rejects.toThrow(/missing\.csv does not exist/);
	});
});
