import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';

/** dtypes of the reference's Parquet files (spec/pipeline.md §7.2). Times are ms since 1970 (UTC), written in µs. */
export type ParquetColumn =
	| { name: string; type: 'string'; values: string[] }
	| { name: string; type: 'float64'; values: Float64Array }
	| { name: string; type: 'float32'; values: Float32Array }
	| { name: string; type: 'int64' | 'smallInt' | 'time'; values: ArrayLike<number> }
	| { name: string; type: 'bool'; values: ArrayLike<number> };

/**
 * One Parquet file as pandas writes it: one row group, snappy, no nulls (NaN stays NaN).
 * @param index Column that pandas makes the index on reading.
 */
export function parquetBytes(columns: ParquetColumn[], index: string | null = null): Uint8Array {
	const writer = new ByteWriter();
	const encoded = columns.map(encodedColumn);
	// Answers a promise only for writers that flush as they go; this one keeps everything.
	void parquetWrite({
		writer,
		columnData: encoded.map(({ element, data }) => ({
			name: element.name,
			data,
			// Measured numbers hardly repeat: looking for a dictionary costs more than it saves.
			...(element.type === 'BYTE_ARRAY' ? {} : { encoding: 'PLAIN' as const })
		})),
		// Readers of these files take whole columns and skip nothing.
		statistics: false,
		pageSize: WHOLE_COLUMN,
		schema: [
			{ name: 'schema', num_children: columns.length },
			...encoded.map(({ element }) => element)
		],
		rowGroupSize: Math.max(1, columns[0]?.values.length ?? 1),
		kvMetadata: [{ key: 'pandas', value: JSON.stringify(pandasMetadata(encoded, index, columns)) }],
		createdBy: 'caustic'
	});
	return writer.getBytes();
}

const WHOLE_COLUMN = 0;

interface EncodedColumn {
	element: SchemaElement;
	data: string[] | boolean[] | bigint[] | number[] | Float64Array | Float32Array;
	pandasType: string;
	numpyType: string;
}

function encodedColumn(column: ParquetColumn): EncodedColumn {
	const { name } = column;
	const required = { name, repetition_type: 'REQUIRED' } as const;
	const same = (pandasType: string) => ({ pandasType, numpyType: pandasType });
	switch (column.type) {
		case 'string':
			return {
				element: { ...required, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
				data: column.values,
				pandasType: 'unicode',
				numpyType: 'object'
			};
		case 'float64':
			return { element: { ...required, type: 'DOUBLE' }, data: column.values, ...same('float64') };
		case 'float32':
			return { element: { ...required, type: 'FLOAT' }, data: column.values, ...same('float32') };
		case 'bool':
			return {
				element: { ...required, type: 'BOOLEAN' },
				data: Array.from(column.values, (value) => value !== 0),
				...same('bool')
			};
		case 'int64':
			return {
				element: { ...required, type: 'INT64' },
				data: Array.from(column.values, (value) => BigInt(value)),
				...same('int64')
			};
		case 'time':
			return timeColumn(name, column.values);
		case 'smallInt':
			return smallIntegerColumn(name, column.values);
	}
}

function timeColumn(name: string, values: ArrayLike<number>): EncodedColumn {
	return {
		element: {
			name,
			repetition_type: 'REQUIRED',
			type: 'INT64',
			converted_type: 'TIMESTAMP_MICROS',
			logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' }
		},
		data: Array.from(values, (ms) => BigInt(Math.round(ms * 1000))),
		pandasType: 'datetimetz',
		numpyType: 'datetime64[us]'
	};
}

/** The smallest signed integer that holds every value, as pandas' downcast chooses. */
function smallIntegerColumn(name: string, values: ArrayLike<number>): EncodedColumn {
	let largest = 0;
	for (let i = 0; i < values.length; i++)
		largest = Math.max(largest, values[i] < 0 ? -values[i] - 1 : values[i]);
	if (largest > 2147483647) return encodedColumn({ name, type: 'int64', values });
	const bits = largest <= 127 ? 8 : largest <= 32767 ? 16 : 32;
	const narrow = {
		8: { converted_type: 'INT_8' },
		16: { converted_type: 'INT_16' },
		32: {}
	} as const;
	return {
		element: { name, repetition_type: 'REQUIRED', type: 'INT32', ...narrow[bits] },
		data: Array.from(values),
		pandasType: `int${bits}`,
		numpyType: `int${bits}`
	};
}

function pandasMetadata(encoded: EncodedColumn[], index: string | null, columns: ParquetColumn[]) {
	const rows = columns[0]?.values.length ?? 0;
	const range = { kind: 'range', name: null, start: 0, stop: rows, step: 1 };
	return {
		index_columns: [index ?? range],
		column_indexes: [],
		columns: encoded.map(({ element, pandasType, numpyType }) => ({
			name: element.name,
			field_name: element.name,
			pandas_type: pandasType,
			numpy_type: numpyType,
			metadata: pandasType === 'datetimetz' ? { timezone: 'UTC' } : null
		})),
		creator: { library: 'caustic', version: '1' },
		pandas_version: '1.5.3'
	};
}
