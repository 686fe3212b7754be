import type { ParquetColumn, RowPlaces } from './parquetColumns.ts';

/** Values as Parquet's PLAIN encoding has them: little endian, one after the other. */
export function plainBytes(column: ParquetColumn): Uint8Array {
	switch (column.type) {
		case 'string':
			return stringBytes(column.values);
		case 'float64':
		case 'float32':
			return bytesOf(column.values);
		case 'int64':
			return int64Bytes(column.values);
		case 'time':
			return int64Bytes(Float64Array.from(column.values, (ms) => Math.round(ms * 1000)));
		case 'bool':
			return bitBytes(column.values);
		default:
			return bytesOf(new Int32Array(column.values));
	}
}

/**
 * Places in the dictionary as one bit-packed run of RLE_DICTIONARY (Parquet encodings, "RLE/bit-packing hybrid"): at
 * 8 or 16 bits a place the packed run is the array itself.
 */
export function placeBytes(rows: RowPlaces): Uint8Array {
	const bits = rows.BYTES_PER_ELEMENT * 8;
	const groupsOf8 = Math.ceil(rows.length / 8);
	const header = [bits, ...varint(groupsOf8 * 2 + 1)];
	const bytes = new Uint8Array(header.length + groupsOf8 * bits);
	bytes.set(header);
	bytes.set(bytesOf(rows), header.length);
	return bytes;
}

function varint(value: number): number[] {
	return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Exact for integers up to 2⁵³ of either sign. */
export function int64Bytes(values: ArrayLike<number>): Uint8Array {
	const words = new Uint32Array(values.length * 2);
	for (let i = 0; i < values.length; i++) {
		const high = Math.floor(values[i] / 0x1_0000_0000);
		words[2 * i] = values[i] - high * 0x1_0000_0000;
		words[2 * i + 1] = high;
	}
	return bytesOf(words);
}

export function bitBytes(values: ArrayLike<number>): Uint8Array {
	const bytes = new Uint8Array(Math.ceil(values.length / 8));
	for (let i = 0; i < values.length; i++) if (values[i]) bytes[i >> 3] |= 1 << (i & 7);
	return bytes;
}

const LENGTH_BYTES = 4;

/** Each text after its length in bytes. */
function stringBytes(values: readonly string[]): Uint8Array {
	const { bytes, parts } = encodedTexts(values);
	return prefixed(parts, bytes);
}

/** Texts in UTF-8 one after the other, and what has the length in bytes of each. */
export function encodedTexts(values: readonly string[]): {
	bytes: Uint8Array;
	parts: readonly { length: number }[];
} {
	const joined = values.join('');
	const bytes = Buffer.from(joined);
	// One call for all texts is ten times faster; only where a byte is a character do their lengths say where each ends.
	if (bytes.length === joined.length) return { bytes, parts: values };
	const parts = values.map((text) => Buffer.from(text));
	return { bytes: Buffer.concat(parts), parts };
}

function prefixed(texts: readonly { length: number }[], encoded: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(encoded.length + texts.length * LENGTH_BYTES);
	const view = new DataView(bytes.buffer);
	let from = 0;
	let at = 0;
	for (const { length } of texts) {
		view.setUint32(at, length, true);
		at += LENGTH_BYTES;
		for (let i = 0; i < length; i++) bytes[at++] = encoded[from++];
	}
	return bytes;
}
