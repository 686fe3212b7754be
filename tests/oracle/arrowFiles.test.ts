import { readFile } from 'node:fs/promises';
import { tableFromIPC, type Table } from 'apache-arrow';
import { beforeAll, describe, expect, test } from 'vitest';
import {
	measurementPairsArrow,
	measurementsArrow,
	type MeasurementFiles
} from '#server/files/arrowFiles.ts';
import { localStorage } from '#server/files/storage.ts';
import { hasOracle, noticeWithoutOracle, ORACLE } from './kit/oracle.ts';

const RUNS = [
	'basic-association',
	'advanced-association',
	'basic-association-with-forced-extraction'
];
const storage = localStorage();

noticeWithoutOracle();

/** Both sides are made from the same Parquet files, so nothing may differ. */
describe.skipIf(!hasOracle).each(RUNS)('Arrow files of %s', (run) => {
	const directory = `${ORACLE}/expected/${run}`;
	let files: MeasurementFiles;

	beforeAll(async () => {
		files = {
			associations: `${directory}/associations.parquet`,
			measurements: [
				...(await storage.glob(`${directory}/images/*/measurements.parquet`)),
				...(await storage.glob(`${directory}/forced_measurements_*.parquet`))
			]
		};
	});

	test('measurements have the names, types and values of the reference, in its order', async () => {
		const ours = await tableOf(measurementsArrow(storage, files));
		const expected = await expectedTable(`${directory}/measurements.arrow`);
		expect(describedColumns(ours)).toEqual(describedColumns(expected));
		expect(valuesOf(ours)).toEqual(valuesOf(expected));
		expect(ours.numRows).toBeGreaterThanOrEqual(20);
	});

	test('pairs have the names, types and values of the reference, in its order', async () => {
		const path = `${directory}/measurement_pairs.parquet`;
		const ours = await tableOf(measurementPairsArrow(storage, path));
		const expected = await expectedTable(`${directory}/measurement_pairs.arrow`);
		expect(describedColumns(ours)).toEqual(describedColumns(expected));
		expect(valuesOf(ours)).toEqual(valuesOf(expected));
		expect(ours.numRows).toBeGreaterThanOrEqual(25);
	});
});

async function tableOf(pieces: AsyncIterable<Uint8Array>): Promise<Table> {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return tableFromIPC(Buffer.concat(all));
}

async function expectedTable(path: string): Promise<Table> {
	return tableFromIPC(await readFile(path));
}

/** The reference keeps pandas' row numbers as a column of its own. */
const INDEX = '__index_level_0__';

function describedColumns({ schema }: Table): { name: string; type: string }[] {
	return schema.fields
		.map(({ name, type }) => ({ name, type: String(type) }))
		.filter(({ name }) => name !== INDEX);
}

/** Where the reference has a null, ours has NaN: pandas reads both as NaN. */
function valuesOf(table: Table): Record<string, unknown[]> {
	const names = describedColumns(table).map(({ name }) => name);
	return Object.fromEntries(
		names.map((name) => [
			name,
			Array.from(table.getChild(name) ?? [], (value: unknown) => value ?? NaN)
		])
	);
}
