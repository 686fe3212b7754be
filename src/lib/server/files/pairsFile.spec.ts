import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { emptyMeasurements } from '#science/measurement/emptyMeasurements.ts';
import { rowFluxes } from '#science/run/rowFluxes.ts';
import { rowsBySource } from '#science/run/rowsBySource.ts';
import type { AssociationColumns, RunImage } from '#science/run/types.ts';
import { Random } from '#science/stats/random.ts';
import { measurementPairs } from '#science/variability/pairs.ts';
import { pairPieces } from './pairsFile.ts';

const N_IMAGES = 5;
const N_ROWS = 30;

function randomImage(random: Random, k: number): RunImage {
	const measurements = emptyMeasurements(N_ROWS);
	for (const key of ['fluxInt', 'fluxIntErr', 'fluxPeak', 'fluxPeakErr'] as const)
		measurements[key].forEach((_, i) => (measurements[key][i] = random.between(1, 9)));
	measurements.id.forEach((_, i) => (measurements.id[i] = 1000 * k + i));
	return {
		id: k,
		name: `epoch${k}.fits`,
		datetimeMs: random.integer(4) * 86_400_000,
		ra: 150,
		dec: -30,
		skyRegionId: 1,
		xtrRadius: 1,
		beamBmaj: 0.004,
		rmsMin: 1,
		epoch: String(k),
		measurements
	};
}

/** Rows of 40 sources in all images. */
function randomResult(seed: string) {
	const random = new Random(seed);
	const images = Array.from({ length: N_IMAGES }, (_, k) => randomImage(random, k));
	const n = N_IMAGES * N_ROWS;
	const associations = {
		n,
		source: Int32Array.from({ length: n }, () => random.integer(40)),
		image: Int32Array.from({ length: n }, (_, k) => Math.floor(k / N_ROWS)),
		row: Int32Array.from({ length: n }, (_, k) => k % N_ROWS),
		d2d: new Float64Array(n),
		dr: new Float64Array(n)
	};
	return { images, associations };
}

function fileOf(images: RunImage[], associations: AssociationColumns): ArrayBuffer {
	const { intErr, peakErr } = rowFluxes(images, associations, 0.1);
	const errors = { fluxIntErr: intErr, fluxPeakErr: peakErr };
	const result = { associations, ...errors, sources: { n: 40 } };
	const bytes = Buffer.concat([...pairPieces({ result, images, firstSourceId: 7000 })]);
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

test('the file holds every pair of the run, rounded to float32', async () => {
	const { images, associations } = randomResult('pairs');
	const flux = rowFluxes(images, associations, 0.1);
	const file = fileOf(images, associations);
	const pairs = measurementPairs(images, associations, rowsBySource(associations.source, 40), flux);
	const side = (end: 'a' | 'b', row: number) => {
		const { name, measurements } = images[associations.image[row]];
		const place = associations.row[row];
		return {
			[`meas_id_${end}`]: measurements.id[place],
			[`flux_int_${end}`]: Math.fround(measurements.fluxInt[place]),
			[`flux_int_err_${end}`]: Math.fround(flux.intErr[row]),
			[`flux_peak_${end}`]: Math.fround(measurements.fluxPeak[place]),
			[`flux_peak_err_${end}`]: Math.fround(flux.peakErr[row]),
			[`image_name_${end}`]: name
		};
	};
	expect(pairs.n).toBeGreaterThan(100);
	expect(await parquetReadObjects({ file })).toEqual(
		Array.from({ length: pairs.n }, (_, p) => ({
			...side('a', pairs.a[p]),
			...side('b', pairs.b[p]),
			vs_peak: Math.fround(pairs.vsPeak[p]),
			vs_int: Math.fround(pairs.vsInt[p]),
			m_peak: Math.fround(pairs.mPeak[p]),
			m_int: Math.fround(pairs.mInt[p]),
			source_id: 7000 + pairs.source[p]
		}))
	);
	const { schema, row_groups } = parquetMetadata(file);
	expect(row_groups).toHaveLength(1);
	expect(schema.slice(1).map(({ name }) => name)).toEqual(
		'meas_id_a meas_id_b flux_int_a flux_int_err_a flux_peak_a flux_peak_err_a image_name_a flux_int_b flux_int_err_b flux_peak_b flux_peak_err_b image_name_b vs_peak vs_int m_peak m_int source_id'.split(
			' '
		)
	);
	expect(schema.find(({ name }) => name === 'source_id')?.converted_type).toBe('INT_16');
});

test('a column that float32 would change too much stays float64', async () => {
	const { images, associations } = randomResult('bright');
	const [bright] = images;
	bright.datetimeMs = -1;
	bright.measurements.fluxPeak.fill(123_456.786);
	const file = fileOf(images, associations);
	const types = new Map(parquetMetadata(file).schema.map(({ name, type }) => [name, type]));
	expect(types.get('flux_peak_a')).toBe('DOUBLE');
	expect(types.get('flux_int_a')).toBe('FLOAT');
	const rows = await parquetReadObjects({ file, columns: ['flux_peak_a'] });
	expect(rows.map(({ flux_peak_a }): unknown => flux_peak_a)).toContain(123_456.786);
});
