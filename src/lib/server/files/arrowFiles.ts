import { join } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { arrowPieces } from './arrowWriter.ts';
import { FLOAT32_TOLERANCE, smallestInteger, type ColumnShape } from './parquetColumns.ts';
import {
	columnOf,
	numbersOf,
	readParquet,
	readRowGroups,
	textsOf,
	type ParquetTable,
	type TableColumn
} from './parquetTable.ts';
import type { Storage } from './storage.ts';
import { escapeGlob } from './glob.ts';

/** What measurements.arrow is made from. */
export interface MeasurementFiles {
	/** associations.parquet */
	associations: string;
	/** measurements.parquet of every image, and the run's forced measurements. */
	measurements: string[];
}

/** The files of a finished run, or of one whose Parquet files are written. */
export async function measurementFilesOf(
	storage: Storage,
	directory: string
): Promise<MeasurementFiles> {
	const images = await readParquet(storage, join(directory, 'images.parquet'));
	const forced = await storage.glob(join(escapeGlob(directory), 'forced_measurements_*.parquet'));
	return {
		associations: join(directory, 'associations.parquet'),
		measurements: [...textsOf(images, 'measurements_path'), ...forced]
	};
}

/**
 * measurements.arrow piece by piece: one row per association, in the order of the reference (spec/pipeline.md §7.2). Holds the columns of all measurement files at once, about 350 bytes a row.
 */
export async function* measurementsArrow(
	storage: Storage,
	files: MeasurementFiles
): AsyncGenerator<Uint8Array> {
	const tables: ParquetTable[] = [];
	for (const path of files.measurements) tables.push(await readParquet(storage, path));
	const associations = await readParquet(storage, files.associations);
	const rows = joinedRows(tables, associations, files.associations);
	const columns = [...(tables[0]?.columns.keys() ?? [])].map((name) =>
		joinedColumn(name, tables, rows)
	);
	const source = { name: 'source', type: smallestInteger(rows.source) } as const;
	const shapes = [source, ...columns.map(({ shape }) => shape)];
	const n = rows.source.length;
	function* batches() {
		for (let from = 0; from < n; from += BATCH_ROWS) {
			const to = Math.min(n, from + BATCH_ROWS);
			const sources = { ...source, values: rows.source.subarray(from, to) };
			yield [sources, ...columns.map(({ part }) => part(from, to))];
		}
	}
	yield* arrowPieces(shapes, n, batches());
}

const BATCH_ROWS = 1 << 16;

/** measurement_pairs.arrow piece by piece, the content of measurement_pairs.parquet; one row group in memory at a time. */
export async function* measurementPairsArrow(
	storage: Storage,
	path: string
): AsyncGenerator<Uint8Array> {
	const { shapes, rows, groups } = await readRowGroups(storage, path);
	async function* batches() {
		for await (const { columns } of groups) yield [...columns.values()];
	}
	yield* arrowPieces(shapes, rows, batches());
}

/** Where every row of the Arrow file comes from: its source, and table and row of its measurement. */
interface JoinedRows {
	source: Float64Array;
	table: Uint16Array;
	row: Uint32Array;
}

function joinedRows(tables: ParquetTable[], associations: ParquetTable, path: string): JoinedRows {
	const source = numbersOf(associations, 'source_id');
	const measurement = numbersOf(associations, 'meas_id');
	const places = placesById(tables);
	const order = rowOrder(source, measurement);
	const rows: JoinedRows = {
		source: Float64Array.from(order, (k) => source[k]),
		table: new Uint16Array(order.length),
		row: new Uint32Array(order.length)
	};
	for (let i = 0; i < order.length; i++) {
		const place = places.get(measurement[order[i]]);
		if (place === undefined) {
			throw new Failure(
				'Invalid',
				`${path} has the measurement ${measurement[order[i]]}, which no measurement file of the run has. Process the run again in full.`,
				path
			);
		}
		rows.table[i] = Math.floor(place / PLACES_PER_TABLE);
		rows.row[i] = place % PLACES_PER_TABLE;
	}
	return rows;
}

/** By source, in association order; but the rows of a measurement of several sources follow the first of them. */
function rowOrder(source: Float64Array, measurement: Float64Array): Uint32Array {
	const bySource = Uint32Array.from(source.keys()).sort((a, b) => source[a] - source[b] || a - b);
	const firstPlace = new Map<number, number>();
	for (const [place, k] of bySource.entries())
		if (!firstPlace.has(measurement[k])) firstPlace.set(measurement[k], place);
	const place = measurement.map((id) => firstPlace.get(id) ?? 0);
	// Stable, so that the sources of one measurement stay in order.
	return bySource.sort((a, b) => place[a] - place[b]);
}

const PLACES_PER_TABLE = 2 ** 32;

/** Measurement id → table · 2³² + row. */
function placesById(tables: ParquetTable[]): Map<number, number> {
	const places = new Map<number, number>();
	for (const [k, table] of tables.entries()) {
		const ids = numbersOf(table, 'id');
		for (let row = 0; row < ids.length; row++) places.set(ids[row], k * PLACES_PER_TABLE + row);
	}
	return places;
}

interface JoinedColumn {
	shape: ColumnShape;
	/** The rows [from, to). */
	part: (from: number, to: number) => TableColumn;
}

function joinedColumn(name: string, tables: ParquetTable[], rows: JoinedRows): JoinedColumn {
	const columns = tables.map((table) => columnOf(table, name));
	const { type } = columns[0];
	if (type === 'string') {
		const values = columns.map((column) => (column.type === 'string' ? column.values : []));
		const part = (from: number, to: number): TableColumn => ({
			name,
			type,
			values: picked(values, rows, { from, into: new Array<string>(to - from) })
		});
		return { shape: { name, type }, part };
	}
	const values = columns.map((column) => (column.type === 'string' ? [] : column.values));
	const all = (from: number, to: number) =>
		picked(values, rows, { from, into: new Float64Array(to - from) });
	const small = downcast(type, all(0, rows.row.length));
	const part = (from: number, to: number): TableColumn =>
		small === 'float32'
			? { name, type: small, values: new Float32Array(all(from, to)) }
			: { name, type: small, values: all(from, to) };
	return { shape: { name, type: small }, part };
}

function picked<T extends string[] | Float64Array>(
	values: ArrayLike<T[number]>[],
	{ table, row }: JoinedRows,
	{ from, into }: { from: number; into: T }
): T {
	for (let i = 0; i < into.length; i++) into[i] = values[table[from + i]][row[from + i]];
	return into;
}

type NumberType = Exclude<ColumnShape['type'], 'string'>;

/** The smallest type that keeps a whole column, as the reference chooses it (spec/pipeline.md §7.2). */
function downcast(type: NumberType, values: Float64Array): NumberType {
	if (type === 'int64') return smallestInteger(values);
	return type === 'float64' && fitsFloat32(values) ? 'float32' : type;
}

function fitsFloat32(values: Float64Array): boolean {
	return values.every(
		(value) =>
			Object.is(Math.fround(value), value) ||
			Math.abs(Math.fround(value) - value) <= FLOAT32_TOLERANCE
	);
}
