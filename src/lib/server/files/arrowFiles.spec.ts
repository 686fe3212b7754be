import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { measurementFilesOf, measurementPairsArrow, measurementsArrow } from './arrowFiles.ts';
import { parquetBytes, parquetPieces } from './parquetWriter.ts';
import { localStorage } from './storage.ts';

const storage = localStorage();
let directory: string;

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), 'caustic-arrow-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function tableOf(pieces: AsyncIterable<Uint8Array>) {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return tableFromIPC(Buffer.concat(all));
}

/** A run of one image with the measurements 300 and 301, and the forced measurement 302. */
async function smallRun(associated: number[]) {
	const save = (name: string, bytes: Uint8Array) => writeFile(join(directory, name), bytes);
	const measurements = (ids: number[], weights: number[]) =>
		parquetBytes([
			{ name: 'name', type: 'string', values: ids.map((id) => `ε_${id}`) },
			{ name: 'ra', type: 'float64', values: Float64Array.from(ids, () => 150.123456789) },
			{ name: 'weight_ew', type: 'float64', values: Float64Array.from(weights) },
			{ name: 'time', type: 'time', values: ids.map(() => 1596429235479) },
			{ name: 'id', type: 'int64', values: ids }
		]);
	await save('meas.parquet', measurements([300, 301], [1.5, 12_345_678.9]));
	await save('forced_measurements_a_fits.parquet', measurements([302], [NaN]));
	await save(
		'images.parquet',
		parquetBytes([
			{ name: 'measurements_path', type: 'string', values: [join(directory, 'meas.parquet')] }
		])
	);
	await save(
		'associations.parquet',
		parquetBytes([
			{ name: 'source_id', type: 'int64', values: associated.map((_, k) => 9 - k) },
			{ name: 'meas_id', type: 'int64', values: associated }
		])
	);
	return measurementFilesOf(storage, directory);
}

test('measurements come by source, in the smallest types that keep each column', async () => {
	const table = await tableOf(measurementsArrow(storage, await smallRun([302, 301, 300])));
	expect(table.schema.fields.map(({ name, type }) => [name, String(type)])).toEqual([
		['source', 'Int8'],
		['name', 'Utf8'],
		['ra', 'Float32'],
		['weight_ew', 'Float64'],
		['time', 'Timestamp<NANOSECOND>'],
		['id', 'Int16']
	]);
	expect([...(table.getChild('source') ?? [])]).toEqual([7, 8, 9]);
	expect([...(table.getChild('name') ?? [])]).toEqual(['ε_300', 'ε_301', 'ε_302']);
	expect([...(table.getChild('weight_ew') ?? [])]).toEqual([1.5, 12_345_678.9, NaN]);
});

test('an association of a measurement that no file has says which one and what to do', async () => {
	const files = await smallRun([300, 999]);
	await expect(tableOf(measurementsArrow(storage, files))).rejects.toThrow(
		/associations\.parquet has the measurement 999, .* Process the run again in full\./
	);
});

test('a run without associations makes an empty table with its columns', async () => {
	const table = await tableOf(measurementsArrow(storage, await smallRun([])));
	expect(table.numRows).toBe(0);
	expect(table.schema.fields).toHaveLength(6);
});

test('each row group of the pairs becomes a record batch', async () => {
	const shapes = [{ name: 'vs_peak', type: 'float32' }] as const;
	const groups = [[1, 2], [3]].map((values) => [
		{ ...shapes[0], values: Float32Array.from(values) }
	]);
	const path = join(directory, 'measurement_pairs.parquet');
	await writeFile(path, parquetPieces(shapes, groups));
	const table = await tableOf(measurementPairsArrow(storage, path));
	expect(table.batches).toHaveLength(2);
	expect([...(table.getChild('vs_peak') ?? [])]).toEqual([1, 2, 3]);
});

test('a file that is no Parquet file is named', async () => {
	const path = join(directory, 'measurement_pairs.parquet');
	await writeFile(path, 'PAR0 and nothing else');
	await expect(tableOf(measurementPairsArrow(storage, path))).rejects.toThrow(
		`${path} is not a readable Parquet file`
	);
});
