import { asciiText } from '#science/fits/header.ts';
import type { FitsColumn } from './fitsTableColumns.ts';

/** Of a vector as many elements are written out. */
const MOST_ELEMENTS = 8;
const MOST_TEXT_BYTES = 4096;

/** The text of one cell; '' for a missing value, and for what is no number or text: complex ones, bits, arrays on the heap. */
export function fitsCell(row: DataView, column: FitsColumn): string {
	if (column.count === 0) return '';
	if (column.type === 'A') return textAt(row, column);
	const read = READERS[column.type];
	if (!read) return '';
	const shown = Math.min(column.count, MOST_ELEMENTS);
	const elements: string[] = [];
	for (let k = 0; k < shown; k++) elements.push(read(row, column, k));
	return elements.join(' ').trim() + (column.count > shown ? ' …' : '');
}

type Reader = (row: DataView, column: FitsColumn, k: number) => string;

const READERS: Partial<Record<string, Reader>> = {
	L: (row, { offset }, k) => logical(row.getUint8(offset + k)),
	B: (row, column, k) => whole(row.getUint8(column.offset + k), column),
	I: (row, column, k) => whole(row.getInt16(column.offset + 2 * k), column),
	J: (row, column, k) => whole(row.getInt32(column.offset + 4 * k), column),
	K: (row, column, k) => long(row.getBigInt64(column.offset + 8 * k), column),
	E: (row, column, k) => single(row.getFloat32(column.offset + 4 * k), column),
	D: (row, column, k) => real(row.getFloat64(column.offset + 8 * k), column)
};

function textAt(row: DataView, { offset, count }: FitsColumn): string {
	const start = row.byteOffset + offset;
	const bytes = new Uint8Array(row.buffer, start, Math.min(count, MOST_TEXT_BYTES));
	const end = bytes.indexOf(0);
	return asciiText(bytes, 0, end < 0 ? bytes.length : end).trim();
}

function logical(byte: number): string {
	if (byte === 84) return 'true';
	return byte === 70 ? 'false' : '';
}

function whole(stored: number, { missing, scale, zero }: FitsColumn): string {
	return stored === missing ? '' : String(stored * scale + zero);
}

/** Gaia's and others' ids need all 64 bits; unsigned ones are stored 2⁶³ lower. */
function long(stored: bigint, { missing, scale, zero }: FitsColumn): string {
	if (missing !== null && stored === BigInt(Math.trunc(missing))) return '';
	if (scale === 1 && Number.isInteger(zero)) return String(stored + BigInt(zero));
	return String(Number(stored) * scale + zero);
}

/** Seven digits are what 32 bits hold. */
function single(stored: number, { scale, zero }: FitsColumn): string {
	if (!Number.isFinite(stored)) return '';
	return String(Number((stored * scale + zero).toPrecision(7)));
}

function real(stored: number, { scale, zero }: FitsColumn): string {
	return Number.isFinite(stored) ? String(stored * scale + zero) : '';
}
