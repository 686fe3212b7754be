import { BadFits } from './badFits.ts';
import type { ByteSource } from './fitsMap.ts';
import type { TableColumn } from './tableColumns.ts';
import type { Tiling } from './tiling.ts';

/** One row of the table behind a compressed image: a tile. */
export interface TileRow {
	/** From 1, as people count rows. */
	number: number;
	/** The bytes of a variable-length array; null when the column is not there or empty in this row. */
	array(name: string): Uint8Array | null;
	/** The number in a column; null when the column is not there. */
	numberIn(name: string): number | null;
}

/** Rows are short and read one after the other: this many bytes of them are read at a time. */
const BYTES_AT_A_TIME = 65_536;

/** The rows of a tile table, from 0. */
export function tileTable(source: ByteSource, tiling: Tiling): (row: number) => TileRow {
	const { offset, rowBytes, heapOffset } = tiling.table;
	const rowsAtATime = Math.max(1, Math.floor(BYTES_AT_A_TIME / rowBytes));
	let firstRow = -1;
	let rows = new Uint8Array(0);
	return (row) => {
		const place = row - (row % rowsAtATime);
		if (place !== firstRow) {
			const start = offset + place * rowBytes;
			rows = new Uint8Array(
				source.read(start, Math.min(rowsAtATime * rowBytes, heapOffset - start))
			);
			firstRow = place;
		}
		const start = (row - place) * rowBytes;
		return tileRow(rows.subarray(start, start + rowBytes), { row, source, tiling });
	};
}

interface Place {
	row: number;
	source: ByteSource;
	tiling: Tiling;
}

function tileRow(bytes: Uint8Array, { row, source, tiling }: Place): TileRow {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		number: row + 1,
		array(name) {
			const column = tiling.columns.get(name);
			if (column === undefined) return null;
			const { length, start } = descriptor(view, column);
			if (length === 0) return null;
			const at = tiling.table.heapOffset + start;
			if (start >= 0 && length > 0 && at + length <= tiling.table.heapEnd)
				return source.read(at, length);
			throw new BadFits(
				`its ${name} should be ${length} bytes from ${start} on, which lie outside the table`
			);
		},
		numberIn(name) {
			const column = tiling.columns.get(name);
			return column === undefined ? null : columnNumber(view, column);
		}
	};
}

/** Where a variable-length array lies in the heap (FITS standard 4.0 §7.3.5), in bytes. */
function descriptor(view: DataView, column: TableColumn): { length: number; start: number } {
	const { offset, type, elementBytes } = column;
	if (type === 'P') {
		return { length: view.getInt32(offset) * elementBytes, start: view.getInt32(offset + 4) };
	}
	if (type !== 'Q') throw new BadFits(`${column.name} is no array of variable length`);
	const length = Number(view.getBigInt64(offset)) * elementBytes;
	return { length, start: Number(view.getBigInt64(offset + 8)) };
}

function columnNumber(view: DataView, { name, offset, type }: TableColumn): number {
	switch (type) {
		case 'D':
			return view.getFloat64(offset);
		case 'E':
			return view.getFloat32(offset);
		case 'K':
			return Number(view.getBigInt64(offset));
		case 'J':
			return view.getInt32(offset);
		case 'I':
			return view.getInt16(offset);
		case 'B':
			return view.getUint8(offset);
		default:
			throw new BadFits(`${name} is a column of type ${type}, where a number is needed`);
	}
}
