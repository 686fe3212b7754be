import { beforeAll, describe, expect, test } from 'vitest';
import { forcedPhotometry } from '#science/forced/forcedPhotometry.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { processRun } from '#science/run/processRun.ts';
import type { MonitoringOptions, RunResult } from '#science/run/types.ts';
import { outside, pairsOf } from './kit/differences.ts';
import { expectedRun, measurementKey, sourceKey, type ExpectedRun } from './kit/expectedRun.ts';
import {
	hasOracle,
	noticeWithoutOracle,
	numberIn,
	parquetRows,
	textIn,
	type Row
} from './kit/oracle.ts';
import { ingestRun, type OracleRun } from './kit/runInput.ts';
import { END_TO_END, sourceTolerances, type Tolerance } from './kit/tolerances.ts';

const RUNS = [
	{
		run: 'basic-association-with-forced-extraction',
		forced: { 'epoch01.fits': 2, 'epoch03.fits': 3, 'epoch04.fits': 1 },
		counts: { sources: 7, associations: 27, relations: 2, pairs: 39, news: 2 }
	},
	{
		run: 'epoch-basic-forced',
		forced: { 'epoch03.fits': 2 },
		counts: { sources: 7, associations: 14, relations: 0, pairs: 7, news: 0 }
	}
];

/** spec/pipeline.md §9, end to end: beside a source of 1 Jy a shift of 1e-8 degrees is visible. Fluxes in units of their error. */
const SHIFT = 'positions differ by 1e-8 degrees';
const FLUX: Tolerance = { relative: 0, absolute: 0.05, why: `σ; ${SHIFT}` };
const ERROR: Tolerance = { relative: 1e-5, absolute: 0, why: SHIFT };
const POSITION: Tolerance = { relative: 0, absolute: 5e-8, why: 'weights of the mean position' };
const FORCED_TOLERANCES: Record<string, Tolerance> = {
	local_rms: ERROR,
	flux_peak_err: ERROR,
	flux_int_err: ERROR,
	snr: FLUX,
	chi_squared_fit: { relative: 1e-2, absolute: 0, why: SHIFT },
	ra: POSITION,
	dec: POSITION
};
const CONSTANT: Tolerance = {
	relative: 1e-10,
	absolute: 1e-15,
	why: 'a constant or a header value'
};
/** Metrics that forced fluxes enter. */
const WITH_FORCED: Tolerance = { relative: 1e-3, absolute: 1e-6, why: SHIFT };
/** At the positions of the oracle. */
const STRICT = {
	flux: { relative: 0, absolute: 1e-4, why: 'σ; the reference iterates, we solve' },
	error: { relative: 1e-8, absolute: 0, why: 'the reference squares the noise in float32' },
	chiSquared: { relative: 1e-7, absolute: 0, why: 'sum over the pixels of a bright source' }
} satisfies Record<string, Tolerance>;

noticeWithoutOracle();

describe.skipIf(!hasOracle).each(RUNS)('$run, from the files', ({ run, forced, counts }) => {
	let ours: OracleRun;
	let monitoring: MonitoringOptions;
	let result: RunResult;
	let expected: ExpectedRun;

	beforeAll(async () => {
		ours = await ingestRun(run);
		expected = await expectedRun(run);
		if (!ours.monitoring) throw new Error(`${run} does not monitor its sources`);
		monitoring = ours.monitoring;
		result = processRun({ ...ours.input, options: { ...ours.input.options, monitoring } });
	});

	test('the counts are those the reference publishes', () => {
		const { sources, associations, relations } = result;
		expect({
			sources: sources.n,
			associations: associations.n,
			relations: relations.from.length,
			pairs: pairsOf(result).n,
			news: sources.isNew.reduce((sum, flag) => sum + flag, 0)
		}).toEqual(counts);
		const measured = result.forced.map(({ image, measurements }) => [
			ours.input.images[image].name,
			measurements.n
		]);
		expect(Object.fromEntries(measured)).toEqual(forced);
	});

	test('forced measurements agree in every column', async () => {
		for (const { image, measurements } of result.forced) {
			const rows = await forcedRows(run, ours.input.images[image].name);
			expect(rows).toHaveLength(measurements.n);
			expect(rowDifferences(measurements, rows)).toEqual([]);
		}
	});

	test('sources agree in every column', () => {
		expect(sourceDifferences(ours, result, expected)).toEqual([]);
		expect(expected.sources.size).toBe(counts.sources);
	});

	test('the pairs of every source agree', async () => {
		const pairs = pairsOf(result);
		const keyOfId = new Map([...expected.sources].map(([key, row]) => [numberIn(row, 'id'), key]));
		const theirs = (await parquetRows(`expected/${run}/measurement_pairs.parquet`)).map((row) => ({
			key: keyOfId.get(numberIn(row, 'source_id')) ?? '?',
			value: numberIn(row, 'vs_peak')
		}));
		const keys = sourceKeys(ours, result);
		const own = Array.from(pairs.source, (source, p) => ({
			key: keys[source],
			value: pairs.vsPeak[p]
		}));
		const inOrder = (a: (typeof own)[0], b: (typeof own)[0]) =>
			a.key === b.key ? a.value - b.value : a.key < b.key ? -1 : 1;
		theirs.sort(inOrder);
		own.sort(inOrder);
		expect(own.map(({ key }) => key)).toEqual(theirs.map(({ key }) => key));
		const tolerance = { ...WITH_FORCED, absolute: 1e-3, why: 'float32, and forced fluxes' };
		const found = own.map(({ key, value }, k) => outside(key, value, theirs[k].value, tolerance));
		expect(found.filter((text) => text !== null)).toEqual([]);
	});

	test('at the positions of the reference fluxes, errors and χ² agree closely', async () => {
		const { edgeBufferScale } = ours.input.options;
		for (const { image } of result.forced) {
			const { name } = ours.input.images[image];
			const rows = await forcedRows(run, name);
			const [ra, dec] = ['ra', 'dec'].map((column) => rows.map((row) => numberIn(row, column)));
			const options = { ...monitoring, edgeBufferScale, nBeam: 3 };
			const fluxes = forcedPhotometry({ ra, dec }, ours.input.readMaps(image), options);
			const found = rows.flatMap((row, k) => {
				const error = numberIn(row, 'local_rms');
				const chiSquared = numberIn(row, 'chi_squared_fit');
				const sigma = (fluxes.flux[k] * 1000) / error;
				return [
					outside(`${name} flux`, sigma, numberIn(row, 'flux_peak') / error, STRICT.flux),
					outside(`${name} error`, fluxes.fluxErr[k] * 1000, error, STRICT.error),
					outside(`${name} χ²`, fluxes.chiSquared[k], chiSquared, STRICT.chiSquared)
				];
			});
			expect(found.filter((text) => text !== null)).toEqual([]);
		}
	});
});

function forcedRows(run: string, image: string): Promise<Row[]> {
	return parquetRows(`expected/${run}/forced_measurements_${image.replaceAll('.', '_')}.parquet`);
}

/** Both in the order of the sources. */
function rowDifferences(ours: MeasurementColumns, rows: Row[]): string[] {
	return rows
		.flatMap((row, k) =>
			MEASUREMENT_FIELDS.map((field) => {
				const name = `row ${k} ${field.column}`;
				if (field.kind === 'string') {
					const same = ours[field.key][k] === textIn(row, field.column);
					return same ? null : `${name}: ${ours[field.key][k]}`;
				}
				const value = numberIn(row, field.column);
				if (field.key === 'fluxPeak' || field.key === 'fluxInt') {
					const error = numberIn(row, 'local_rms');
					return outside(name, ours[field.key][k] / error, value / error, FLUX);
				}
				const tolerance = FORCED_TOLERANCES[field.column] ?? CONSTANT;
				return outside(name, ours[field.key][k], value, tolerance);
			})
		)
		.filter((text) => text !== null);
}

/** Sources are known by their catalogue measurements. */
function sourceKeys({ input }: OracleRun, { associations, sources }: RunResult): string[] {
	const members: string[][] = Array.from({ length: sources.n }, () => []);
	associations.source.forEach((source, k) => {
		const { name, measurements } = input.images[associations.image[k]];
		const row = associations.row[k];
		// Forced rows stand behind those of the catalogue.
		if (row >= measurements.n) return;
		members[source].push(measurementKey(name, measurements.componentId[row]));
	});
	return members.map(sourceKey);
}

function sourceDifferences(ours: OracleRun, result: RunResult, expected: ExpectedRun): string[] {
	const columns = Object.entries(sourceTolerances(END_TO_END));
	return sourceKeys(ours, result)
		.flatMap((key, i) => {
			const row = expected.sources.get(key);
			if (!row) return [`source not expected: ${key}`];
			const isForced = numberIn(row, 'n_meas_forced') > 0;
			return columns.map(([column, { key: ourColumn, tolerance }]) => {
				const value = numberIn(row, column);
				const reference = column === 'wavg_ra' ? value % 360 : value;
				const used = isForced && /flux|^v_|^eta_|^vs_|^m_/.test(column) ? WITH_FORCED : tolerance;
				return outside(`${key} ${column}`, result.sources[ourColumn][i], reference, used);
			});
		})
		.filter((text) => text !== null);
}
