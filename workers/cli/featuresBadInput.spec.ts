import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lightCurve } from '#science/simulate/lightCurves.ts';
import { Random } from '#science/stats/random.ts';
import { featuresCommand } from './features.ts';
import { Output } from './output.ts';

const HEADER = 'source,mjd,frequency_mhz,flux_mjy,flux_err_mjy';
const MJDS = Array.from({ length: 60 }, (_, k) => 60_000 + 6 * k);
const ESE = lightCurve(
	{
		...{ kind: 'ese', t0Mjd: 60_180, tauDays: 15, alpha: 8 },
		...{ sigmaS: 0.4, compactFraction: 0.6 }
	},
	887.5
);

interface Curve {
	source: string;
	mjds: number[];
	flux?: (mjd: number) => number;
	bands?: number[];
	error?: string;
}

/** Rows of 100 mJy and 4 % noise. */
function rowsOf({ source, mjds, flux = () => 1, bands = [887.5], error = '4' }: Curve): string[] {
	const random = new Random(source);
	return bands.flatMap((band) =>
		mjds.map(
			(mjd) =>
				`${source},${mjd},${band},${(100 * flux(mjd) + 4 * random.normal()).toFixed(3)},${error}`
		)
	);
}

describe('features of bad input', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'caustic-bad-input-'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	/** The rows of the result, every one checked: a score from 0 to 1, an answer by name, nothing that says NaN or Infinity. */
	async function features(rows: string[]): Promise<Map<string, Record<string, string>>> {
		const [path, out] = [join(folder, 'curves.csv'), join(folder, 'out.csv')];
		await writeFile(path, [HEADER, ...rows].join('\n') + '\n');
		const output = new Output({ json: false });
		output.result = () => undefined;
		await featuresCommand.run({ values: { out }, positionals: [path] }, output);
		const [header, ...lines] = (await readFile(out, 'utf8')).trimEnd().split('\n');
		const columns = header.split(',');
		const table = new Map<string, Record<string, string>>();
		for (const line of lines) {
			expect(line).not.toMatch(/NaN|Infinity|undefined/);
			const cells = line.split(',');
			const row = Object.fromEntries(columns.map((name, i) => [name, cells[i]]));
			expect(row.ese_score).toMatch(/^(0|1|0\.\d+|\d(\.\d+)?e-\d+)$/);
			expect(row.best_alternative).not.toBe('');
			table.set(row.source, row);
		}
		return table;
	}

	const NOT_ENOUGH: [string, string[]][] = [
		['two epochs', rowsOf({ source: 'bad', mjds: [60_000, 60_100], flux: ESE })],
		['all fluxes nan', MJDS.map((mjd) => `bad,${mjd},887.5,nan,4`)],
		['all fluxes empty', MJDS.map((mjd) => `bad,${mjd},887.5,,4`)],
		['zero errors', rowsOf({ source: 'bad', mjds: MJDS, flux: ESE, error: '0' })],
		['negative errors', rowsOf({ source: 'bad', mjds: MJDS, flux: ESE, error: '-4' })],
		['all at one time', rowsOf({ source: 'bad', mjds: MJDS.map(() => 60_000) })]
	];

	test.each(NOT_ENOUGH)('%s: not enough data, below everything else', async (_, rows) => {
		const good = rowsOf({ source: 'steady', mjds: MJDS });
		const table = await features([...rows, ...good]);
		expect(table.get('bad')).toMatchObject({
			ese_score: '0',
			best_alternative: 'not enough data'
		});
		expect(Number(table.get('steady')?.ese_score)).toBeGreaterThan(0);
	});

	test('a few zero and negative errors are left out, the rest counts', async () => {
		const rows = rowsOf({ source: 'event', mjds: MJDS, flux: ESE });
		const spoilt = [3, 20, 40].map((k) => `event,${MJDS[k] + 1},887.5,5000,${k === 3 ? 0 : -1}`);
		const table = await features([...rows, ...spoilt]);
		expect(Number(table.get('event')?.ese_score)).toBeGreaterThan(0.5);
		expect(table.get('event')?.epochs).toBe('60');
	});

	test('one band: a score, and no colour', async () => {
		const table = await features([
			...rowsOf({ source: 'one', mjds: MJDS, flux: ESE }),
			...rowsOf({ source: 'two', mjds: MJDS, flux: ESE, bands: [887.5, 1367.5] })
		]);
		expect(table.get('one')).toMatchObject({ bands: '1', chromatic_index: '', ln_achromatic: '' });
		expect(Number(table.get('one')?.ese_score)).toBeGreaterThan(0.5);
		// The same dip in both bands is no lens's.
		expect(Number(table.get('two')?.chromatic_index)).toBeLessThan(1);
	});

	test('a gap of a year: a dip before it is found, and the gap is no dip', async () => {
		const gapped = MJDS.map((mjd, k) => (k < 40 ? mjd : mjd + 365));
		const table = await features([
			...rowsOf({ source: 'event', mjds: gapped, flux: ESE }),
			...rowsOf({ source: 'steady', mjds: gapped })
		]);
		expect(Number(table.get('event')?.ese_score)).toBeGreaterThan(0.3);
		expect(Math.abs(Number(table.get('event')?.lens_t0_mjd) - 60_180)).toBeLessThan(10);
		expect(Number(table.get('steady')?.ese_score)).toBeLessThan(0.02);
	});

	test('100 000 epochs: a score, in time', { timeout: 60_000 }, async () => {
		const mjds = Array.from({ length: 100_000 }, (_, k) => 60_000 + k * 0.0036);
		const started = performance.now();
		const table = await features(rowsOf({ source: 'long', mjds, flux: ESE }));
		expect(performance.now() - started).toBeLessThan(30_000);
		expect(table.get('long')?.epochs).toBe('100000');
		expect(Number(table.get('long')?.ese_score)).toBeGreaterThan(0.5);
	});

	test('duplicate times are several measurements of one moment', async () => {
		const twice = MJDS.flatMap((mjd) => [mjd, mjd]);
		const table = await features([
			...rowsOf({ source: 'event', mjds: twice, flux: ESE }),
			...rowsOf({ source: 'steady', mjds: twice })
		]);
		expect(Number(table.get('event')?.ese_score)).toBeGreaterThan(0.5);
		expect(Number(table.get('steady')?.ese_score)).toBeLessThan(0.02);
	});

	test('nothing that cannot be scored stands first', async () => {
		const bad = NOT_ENOUGH.flatMap(([name, rows], k) =>
			rows.map((row) => row.replace(/^bad/, `${k} ${name}`))
		);
		const table = await features([...bad, ...rowsOf({ source: 'steady', mjds: MJDS })]);
		const order = [...table.values()].sort((a, b) => Number(b.ese_score) - Number(a.ese_score));
		expect(order[0].source).toBe('steady');
		expect(order).toHaveLength(NOT_ENOUGH.length + 1);
	});
});
