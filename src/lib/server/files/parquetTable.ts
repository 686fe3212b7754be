import {
	parquetMetadataAsync,
	parquetRead,
	type AsyncBuffer,
	type ColumnData,
	type FileMetaData,
	type SchemaElement
} from 'hyparquet';
import { uncompressSync } from 'snappy';
import { Failure } from '#schema/failure.ts';
import type { ColumnShape, ColumnType } from './parquetColumns.ts';
import type { Storage } from './storage.ts';

/** Columns by name, in the order of the file. */
export interface ParquetTable {
	rows: number;
	columns: Map<string, TableColumn>;
}

/** A null is NaN among numbers, false among flags and an empty text among texts; times are ms since 1970 (UTC). */
export type TableColumn = { name: string } & (
	| { type: 'string'; values: string[] }
	| { type: 'float32'; values: Float32Array }
	| { type: Exclude<ColumnType, 'string' | 'float32'>; values: Float64Array }
);

/**
 * A Parquet file, ours or one that pandas wrote.
 * @param columns Only these, as far as the file has them.
 */
export async function readParquet(
	storage: Storage,
	path: string,
	columns?: readonly string[]
): Promise<ParquetTable> {
	const { file, metadata } = await openParquet(storage, path);
	const rowEnd = Number(metadata.num_rows);
	const shapes = shapesOf(path, metadata).filter(({ name }) => columns?.includes(name) ?? true);
	return readRows(path, file, { metadata, shapes, rowStart: 0, rowEnd });
}

/** The columns of a file, and its row groups one after the other. */
export async function readRowGroups(
	storage: Storage,
	path: string
): Promise<{ shapes: ColumnShape[]; rows: number; groups: AsyncGenerator<ParquetTable> }> {
	const { file, metadata } = await openParquet(storage, path);
	const shapes = shapesOf(path, metadata);
	async function* groups() {
		let rowStart = 0;
		for (const { num_rows } of metadata.row_groups) {
			const rowEnd = rowStart + Number(num_rows);
			yield await readRows(path, file, { metadata, shapes, rowStart, rowEnd });
			rowStart = rowEnd;
		}
	}
	return { shapes, rows: Number(metadata.num_rows), groups: groups() };
}

export function columnOf(table: ParquetTable, name: string): TableColumn {
	const column = table.columns.get(name);
	if (column) return column;
	throw new Failure('Invalid', `A Parquet file of the run has no column ${name}.`, name);
}

export function numbersOf(table: ParquetTable, name: string): Float64Array {
	const { type, values } = columnOf(table, name);
	if (values instanceof Float64Array) return values;
	throw new Failure('Invalid', `The column ${name} of a Parquet file holds ${type}.`, name);
}

export function textsOf(table: ParquetTable, name: string): string[] {
	const { type, values } = columnOf(table, name);
	if (type === 'string') return values;
	throw new Failure('Invalid', `The column ${name} of a Parquet file holds ${type}.`, name);
}

async function openParquet(storage: Storage, path: string) {
	const { bytes } = await storage.fingerprint(path);
	const file: AsyncBuffer = {
		byteLength: bytes,
		slice: async (start, end = bytes) => {
			const part = await storage.readRange(path, start, end);
			// readRange makes an array of its own for every call.
			return part.buffer.slice(part.byteOffset, part.byteOffset + part.length) as ArrayBuffer;
		}
	};
	return { file, metadata: await readable(path, () => parquetMetadataAsync(file, PARSING)) };
}

/** Times as numbers: a Date for each of them would be most of the work. */
const PARSING = {
	parsers: {
		timestampFromMilliseconds: Number,
		timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1e3,
		timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1e6
	},
	compressors: {
		SNAPPY: (input: Uint8Array) => {
			const raw = uncompressSync(input, { asBuffer: true });
			if (typeof raw === 'string') throw new TypeError('snappy answered a text');
			return raw;
		}
	}
};

async function readRows(
	path: string,
	file: AsyncBuffer,
	{
		shapes,
		...range
	}: { metadata: FileMetaData; shapes: ColumnShape[]; rowStart: number; rowEnd: number }
): Promise<ParquetTable> {
	const rows = range.rowEnd - range.rowStart;
	const columns = new Map(shapes.map((shape) => [shape.name, emptyColumn(shape, rows)]));
	const wanted = { ...range, columns: shapes.map(({ name }) => name) };
	const chunks: ColumnData[] = [];
	const onChunk = (chunk: ColumnData) => void chunks.push(chunk);
	if (rows > 0) await readable(path, () => parquetRead({ ...PARSING, file, ...wanted, onChunk }));
	for (const { columnName, columnData, rowStart } of chunks) {
		const column = columns.get(columnName);
		if (column) fill(column, columnData, rowStart - range.rowStart);
	}
	return { rows, columns };
}

async function readable<R>(path: string, act: () => Promise<R>): Promise<R> {
	try {
		return await act();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Failure('Invalid', `${path} is not a readable Parquet file: ${reason}`, path);
	}
}

function shapesOf(path: string, { schema }: FileMetaData): ColumnShape[] {
	return schema.slice(1).map((element) => ({ name: element.name, type: typeOf(path, element) }));
}

function typeOf(path: string, element: SchemaElement): ColumnType {
	const { name, type, converted_type = '', logical_type } = element;
	if (converted_type.startsWith('TIMESTAMP') || logical_type?.type === 'TIMESTAMP') return 'time';
	if (converted_type === 'INT_8') return 'int8';
	if (converted_type === 'INT_16') return 'int16';
	const found = type && PHYSICAL.get(type);
	if (found) return found;
	throw new Failure('Invalid', `${path} has a column ${name} of a type that no run has.`, path);
}

const PHYSICAL = new Map<string, ColumnType>([
	['BOOLEAN', 'bool'],
	['INT32', 'int32'],
	['INT64', 'int64'],
	['FLOAT', 'float32'],
	['DOUBLE', 'float64'],
	['BYTE_ARRAY', 'string']
]);

function emptyColumn({ name, type }: ColumnShape, rows: number): TableColumn {
	if (type === 'string') return { name, type, values: new Array<string>(rows).fill('') };
	if (type === 'float32') return { name, type, values: new Float32Array(rows).fill(NaN) };
	return { name, type, values: new Float64Array(rows).fill(type === 'float64' ? NaN : 0) };
}

function fill({ type, values }: TableColumn, read: ArrayLike<unknown>, at: number): void {
	if (type === 'string') {
		for (let i = 0; i < read.length; i++) {
			const value = read[i];
			if (typeof value === 'string') values[at + i] = value;
		}
	} else {
		for (let i = 0; i < read.length; i++) {
			const value = read[i];
			if (value !== null && value !== undefined) values[at + i] = Number(value);
		}
	}
}
