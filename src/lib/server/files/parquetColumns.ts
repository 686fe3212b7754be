import type { SchemaElement } from 'hyparquet';

/** Types of the reference's files (spec/pipeline.md §7.2). Times are ms since 1970 (UTC). */
export type ColumnType =
	'string' | 'float64' | 'float32' | 'int8' | 'int16' | 'int32' | 'int64' | 'time' | 'bool';

export interface ColumnShape {
	name: string;
	type: ColumnType;
}

/** Where `rows` is given, row r of the column holds values[rows[r]]: few values for many rows cost little. */
export type ParquetColumn = { name: string; rows?: RowPlaces | undefined } & (
	| { type: 'string'; values: readonly string[] }
	| { type: 'float64'; values: Float64Array }
	| { type: 'float32'; values: Float32Array }
	| { type: IntegerType | 'int64' | 'time' | 'bool'; values: ArrayLike<number> }
);
type IntegerType = 'int8' | 'int16' | 'int32';

export type RowPlaces = Uint8Array | Uint16Array;

export function rowsOf({ rows, values }: ParquetColumn): number {
	return rows ? rows.length : values.length;
}

/**
 * How far float32 may be from a number for its column to become float32. pandas downcasts with this absolute tolerance
 * alone (spec/pipeline.md §7.2), so that RA loses digits and large weights do not.
 */
export const FLOAT32_TOLERANCE = 5e-4;

/** The smallest signed integer that holds every value, as pandas' downcast chooses. */
export function smallestInteger(values: ArrayLike<number>): IntegerType | 'int64' {
	let largest = 0;
	for (let i = 0; i < values.length; i++) {
		const magnitude = values[i] < 0 ? -values[i] - 1 : values[i];
		if (magnitude > largest) largest = magnitude;
	}
	if (largest <= 127) return 'int8';
	if (largest <= 32767) return 'int16';
	return largest <= 2147483647 ? 'int32' : 'int64';
}

/** No column has nulls: a number that was not measured is NaN, as in the reference's files. */
export function schemaElement({ name, type }: ColumnShape): SchemaElement & { type: PhysicalType } {
	return { name, repetition_type: 'REQUIRED', ...PARQUET_TYPES[type] };
}

type PhysicalType = 'BOOLEAN' | 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE' | 'BYTE_ARRAY';

const PARQUET_TYPES: Record<
	ColumnType,
	Omit<SchemaElement, 'name' | 'type'> & { type: PhysicalType }
> = {
	string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
	float64: { type: 'DOUBLE' },
	float32: { type: 'FLOAT' },
	int8: { type: 'INT32', converted_type: 'INT_8' },
	int16: { type: 'INT32', converted_type: 'INT_16' },
	int32: { type: 'INT32' },
	int64: { type: 'INT64' },
	time: {
		type: 'INT64',
		converted_type: 'TIMESTAMP_MICROS',
		logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }
	},
	bool: { type: 'BOOLEAN' }
};

/** How pandas names a type in the metadata it keeps in a file. */
export interface PandasType {
	pandas_type: string;
	numpy_type: string;
	metadata: { timezone: string } | null;
}

export function pandasType(type: ColumnType): PandasType {
	if (type === 'string') return { pandas_type: 'unicode', numpy_type: 'object', metadata: null };
	if (type !== 'time') return { pandas_type: type, numpy_type: type, metadata: null };
	return {
		pandas_type: 'datetimetz',
		numpy_type: 'datetime64[us]',
		metadata: { timezone: 'UTC' }
	};
}

/**
 * The value of the key `pandas` in Parquet and Arrow files.
 * @param index Column that pandas makes the index on reading; otherwise rows are counted.
 */
export function pandasMetadata(
	shapes: { name: string; pandas: PandasType }[],
	{ rows, index }: { rows: number; index: string | null }
): string {
	const range = { kind: 'range', name: null, start: 0, stop: rows, step: 1 };
	return JSON.stringify({
		index_columns: [index ?? range],
		column_indexes: [],
		columns: shapes.map(({ name, pandas }) => ({ name, field_name: name, ...pandas })),
		creator: { library: 'caustic', version: '1' },
		pandas_version: '1.5.3'
	});
}
