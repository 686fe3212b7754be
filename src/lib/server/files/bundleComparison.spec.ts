import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundledMeasurements } from './bundle.ts';
import { compareOutputs } from './bundleComparison.ts';
import type { ParquetColumn } from './parquetColumns.ts';
import { parquetBytes } from './parquetWriter.ts';
import { localStorage } from './storage.ts';

const storage = localStorage();
let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'caustic-compare-'));
});
afterEach(() => rm(root, { recursive: true }));

interface Variant {
	/** Added to every id. */
	offset?: number;
	/** Rows of sources, associations and pairs the other way round. */
	reversed?: boolean;
	flux?: number;
	forcedRa?: number;
	withPairs?: boolean;
	sourceOfLast?: number;
}

/**
 * Two images with two catalogue rows each and a forced row in the second: both sources have a row of each image, the
 * second one the forced row too.
 */
async function runOf(name: string, variant: Variant = {}): Promise<string> {
	const { offset = 0, reversed = false, withPairs = true } = variant;
	const directory = join(root, name);
	const write = async (file: string, columns: ParquetColumn[]) => {
		await mkdir(dirname(join(directory, file)), { recursive: true });
		await writeFile(join(directory, file), parquetBytes(columns));
	};
	const numbers = (column: string, values: number[]): ParquetColumn => ({
		name: column,
		type: column.endsWith('id') || /_id_[ab]$/.test(column) ? 'int64' : 'float64',
		values: Float64Array.from(reversed ? values.toReversed() : values)
	});
	const ids = (column: string, values: number[]) =>
		numbers(
			column,
			values.map((id) => id + offset)
		);
	const images = ['a.fits', 'b.fits'];
	await write('images.parquet', [
		{ name: 'id', type: 'int64', values: [1 + offset, 2 + offset] },
		{ name: 'name', type: 'string', values: images },
		{
			name: 'measurements_path',
			type: 'string',
			values: images.map((image) => join(directory, bundledMeasurements(image)))
		}
	]);
	for (const [k, image] of images.entries())
		await write(
			bundledMeasurements(image),
			measurements([10 * k + offset, 10 * k + 1 + offset], 0)
		);
	const forced = measurements([30 + offset], 1, variant.forcedRa);
	await write('forced_measurements_b_fits.parquet', forced);
	await write('sources.parquet', [
		ids('id', [0, 1]),
		numbers('avg_flux_int', [variant.flux ?? 5, NaN])
	]);
	await write('associations.parquet', [
		ids('source_id', [0, 0, 1, 1, variant.sourceOfLast ?? 1]),
		ids('meas_id', [0, 10, 1, 11, 30]),
		numbers('d2d', [0, 0.1, 0, 0.2, 0])
	]);
	await write('relations.parquet', [ids('from_source_id', [0]), ids('to_source_id', [1])]);
	if (withPairs) {
		await write('measurement_pairs.parquet', [
			ids('source_id', [0, 1]),
			ids('meas_id_a', [0, 1]),
			ids('meas_id_b', [10, 11]),
			numbers('vs_peak', [1.5, -2])
		]);
	}
	return directory;
}

function measurements(ids: number[], forced: number, ra = 150): ParquetColumn[] {
	return [
		{ name: 'id', type: 'int64', values: ids },
		{ name: 'component_id', type: 'string', values: ids.map((_, k) => `component_${k}`) },
		{ name: 'ra', type: 'float64', values: Float64Array.from(ids, () => ra) },
		{ name: 'dec', type: 'float64', values: Float64Array.from(ids, (_, k) => -30 + k) },
		{ name: 'forced', type: 'bool', values: ids.map(() => forced) }
	];
}

async function differences(a: Variant, b: Variant): Promise<string[]> {
	return compareOutputs(storage, [await runOf('a', a), await runOf('b', b)]);
}

test('runs that differ in ids, paths and order alone do not differ', async () => {
	expect(await differences({}, { offset: 1000, reversed: true })).toEqual([]);
});

test('a changed value is named with its table, its column and both values', async () => {
	expect(await differences({}, { offset: 7, flux: 5.5 })).toEqual([
		'sources.parquet: the column avg_flux_int differs in 1 of 2 rows, such as 5 and 5.5.'
	]);
});

test('a forced measurement elsewhere is a difference of its image', async () => {
	expect(await differences({}, { forcedRa: 150.1 })).toEqual([
		'forced_measurements_b_fits.parquet: the column ra differs in 1 of 1 rows, such as 150 and 150.1.'
	]);
});

test('a measurement of another source is a row that only one run has', async () => {
	expect(await differences({}, { sourceOfLast: 0 })).toEqual([
		'associations.parquet: 1 rows are only in the first run.',
		'associations.parquet: 1 rows are only in the second run.'
	]);
});

test('a file that only one run has is named', async () => {
	expect(await differences({ withPairs: false }, {})).toEqual([
		'measurement_pairs.parquet is only in the second run.'
	]);
});
