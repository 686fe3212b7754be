import {
	AsyncByteQueue,
	Bool,
	Field,
	Float32,
	Float64,
	Int16,
	Int32,
	Int64,
	Int8,
	makeData,
	RecordBatch,
	RecordBatchFileWriter,
	Schema,
	Struct,
	TimestampNanosecond,
	Utf8,
	type Data,
	type DataType
} from 'apache-arrow';
import { pandasMetadata, pandasType, type ColumnShape, type PandasType } from './parquetColumns.ts';
import { bitBytes, encodedTexts, int64Bytes } from './parquetPages.ts';
import type { TableColumn } from './parquetTable.ts';

/**
 * An Arrow IPC file piece by piece, one record batch in memory at a time (spec/pipeline.md §7.2). Times lose their zone
 * and are nanoseconds.
 * @param rows Of all batches together, for pandas' index.
 */
export async function* arrowPieces(
	shapes: readonly ColumnShape[],
	rows: number,
	batches: AsyncIterable<TableColumn[]> | Iterable<TableColumn[]>
): AsyncGenerator<Uint8Array> {
	const queue = new PieceQueue();
	const schema = arrowSchema(shapes, rows);
	const writer = new RecordBatchFileWriter();
	writer.reset(queue, schema);
	yield* queue.taken();
	for await (const columns of batches) {
		writer.write(recordBatch(schema, columns));
		yield* queue.taken();
	}
	writer.finish();
	yield* queue.taken();
}

/** Collects what the writer hands over, for whoever writes it to disk at his own pace. */
class PieceQueue extends AsyncByteQueue {
	#pieces: Uint8Array[] = [];

	override write(piece: ArrayBufferView | Uint8Array): void {
		this.#pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
	}

	taken(): Uint8Array[] {
		return this.#pieces.splice(0);
	}
}

function arrowSchema(shapes: readonly ColumnShape[], rows: number): Schema {
	const fields = shapes.map(({ name, type }) => new Field(name, ARROW_TYPES[type](), true));
	const pandas = shapes.map(({ name, type }) => ({ name, pandas: withoutZone(type) }));
	return new Schema(fields, new Map([['pandas', pandasMetadata(pandas, { rows, index: null })]]));
}

function withoutZone(type: ColumnShape['type']): PandasType {
	if (type !== 'time') return pandasType(type);
	return { pandas_type: 'datetime', numpy_type: 'datetime64[ns]', metadata: null };
}

const ARROW_TYPES: Record<ColumnShape['type'], () => DataType> = {
	string: () => new Utf8(),
	float64: () => new Float64(),
	float32: () => new Float32(),
	int8: () => new Int8(),
	int16: () => new Int16(),
	int32: () => new Int32(),
	int64: () => new Int64(),
	time: () => new TimestampNanosecond(null),
	bool: () => new Bool()
};

function recordBatch(schema: Schema, columns: TableColumn[]): RecordBatch {
	const length = columns[0].values.length;
	const children = columns.map(arrowData);
	const type = new Struct(schema.fields);
	return new RecordBatch(schema, makeData({ type, length, nullCount: 0, children }));
}

function arrowData(column: TableColumn): Data {
	const { type, values } = column;
	const common = { length: values.length, nullCount: 0 };
	switch (type) {
		case 'string':
			return makeData({ ...common, type: new Utf8(), ...textBuffers(values) });
		case 'float32':
			return makeData({ ...common, type: new Float32(), data: values });
		case 'float64':
			return makeData({ ...common, type: new Float64(), data: values });
		case 'int8':
			return makeData({ ...common, type: new Int8(), data: new Int8Array(values) });
		case 'int16':
			return makeData({ ...common, type: new Int16(), data: new Int16Array(values) });
		case 'int32':
			return makeData({ ...common, type: new Int32(), data: new Int32Array(values) });
		case 'int64':
			return makeData({ ...common, type: new Int64(), data: int64s(values) });
		case 'time':
			return makeData({
				...common,
				type: new TimestampNanosecond(null),
				data: nanoseconds(values)
			});
		case 'bool':
			return makeData({ ...common, type: new Bool(), data: bitBytes(values) });
	}
}

function int64s(values: Float64Array): BigInt64Array {
	return new BigInt64Array(int64Bytes(values).buffer);
}

/** By way of whole microseconds, the resolution of the Parquet files: nanoseconds since 1970 exceed 2⁵³. */
function nanoseconds(timesMs: Float64Array): BigInt64Array {
	const times = new BigInt64Array(timesMs.length);
	let last = NaN;
	let nanos = 0n;
	for (let i = 0; i < times.length; i++) {
		// Rows of one image follow one another and share its time.
		if (timesMs[i] !== last) nanos = BigInt(Math.round(timesMs[i] * 1e3)) * 1000n;
		last = timesMs[i];
		times[i] = nanos;
	}
	return times;
}

function textBuffers(values: readonly string[]): { valueOffsets: Int32Array; data: Uint8Array } {
	const { bytes, parts } = encodedTexts(values);
	const valueOffsets = new Int32Array(values.length + 1);
	for (let i = 0; i < parts.length; i++) valueOffsets[i + 1] = valueOffsets[i] + parts[i].length;
	return { valueOffsets, data: bytes };
}
