import { ang2pix_nest } from '@hscmap/healpix';
import { DEG } from '../sky/angles.ts';
import type { NumberColumn } from '../table/rows.ts';

/** The finest cells that are told apart: 6″. Their numbers are exact as floats, those of order 29 are not. */
const ORDER = 15;
const NSIDE = 2 ** ORDER;
const FINEST = 29;
const BASE_CELLS = 12;
const LONGEST_TEXT = 100_000;
const MOST_CELLS = 100_000;

/**
 * Part of the sky as ranges of HEALPix cells (nested, order 15), sorted, apart from each other: [from, to) by turns. Cells of
 * a finer order count as the whole cell of order 15 that they lie in.
 */
export type Moc = Float64Array;

/** Reads a MOC as its standard writes it in ASCII (`3/1-5 8 4/77`) or JSON (`{"3": [1, 2]}`); a reason when it cannot be read. */
export function readMoc(text: string): Moc | string {
	const plain = text.trim();
	if (plain.length > LONGEST_TEXT) return `A MOC has at most ${LONGEST_TEXT} characters here.`;
	if (plain === '') return 'There is no cell in it.';
	const cells = plain.startsWith('{') ? cellsOfJson(plain) : cellsOfAscii(plain);
	if (typeof cells === 'string') return cells;
	if (cells.length === 0) return 'There is no cell in it.';
	return joined(cells);
}

export function mocContains(moc: Moc, ra: number, dec: number): boolean {
	return isInRanges(moc, cellOf(ra, dec));
}

/** The cell of every position (degrees), NaN for none: worth keeping, a million take half a second. */
export function cellsAt(ra: NumberColumn, dec: NumberColumn): Float64Array {
	const cells = new Float64Array(ra.length);
	for (let row = 0; row < cells.length; row++) cells[row] = cellOf(ra[row], dec[row]);
	return cells;
}

/** Those of the rows whose cells lie in the MOC. */
export function rowsInMoc(rows: Uint32Array, cells: Float64Array, moc: Moc): Uint32Array {
	const kept = new Uint32Array(rows.length);
	let count = 0;
	for (let i = 0; i < rows.length; i++) {
		if (isInRanges(moc, cells[rows[i]])) kept[count++] = rows[i];
	}
	return kept.subarray(0, count);
}

export function unionOfMocs(a: Moc, b: Moc): Moc {
	return joined([...cellsOf(a), ...cellsOf(b)]);
}

export function intersectionOfMocs(a: Moc, b: Moc): Moc {
	const both: number[] = [];
	for (let i = 0, j = 0; i < a.length && j < b.length;) {
		const from = Math.max(a[i], b[j]);
		const to = Math.min(a[i + 1], b[j + 1]);
		if (from < to) both.push(from, to);
		if (a[i + 1] < b[j + 1]) i += 2;
		else j += 2;
	}
	return Float64Array.from(both);
}

/** Cell of order 15 of a position in degrees; NaN for none. */
function cellOf(ra: number, dec: number): number {
	if (!(dec >= -90 && dec <= 90) || !Number.isFinite(ra)) return NaN;
	return ang2pix_nest(NSIDE, (90 - dec) * DEG, (((ra % 360) + 360) % 360) * DEG);
}

function isInRanges(ranges: Moc, cell: number): boolean {
	let low = 0;
	let high = ranges.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (ranges[middle] <= cell) low = middle + 1;
		else high = middle;
	}
	// As many edges before it as an odd number: it lies behind a beginning. NaN lies before every edge.
	return low % 2 === 1;
}

interface CellRange {
	from: number;
	to: number;
}

function cellsOf(moc: Moc): CellRange[] {
	return Array.from({ length: moc.length / 2 }, (_, i) => ({
		from: moc[2 * i],
		to: moc[2 * i + 1]
	}));
}

/** Overlapping and touching ranges become one. */
function joined(cells: CellRange[]): Moc {
	const sorted = [...cells].sort((a, b) => a.from - b.from);
	const ranges: number[] = [];
	for (const { from, to } of sorted) {
		const last = ranges.length - 1;
		if (last > 0 && from <= ranges[last]) ranges[last] = Math.max(ranges[last], to);
		else ranges.push(from, to);
	}
	return Float64Array.from(ranges);
}

function cellsOfAscii(text: string): CellRange[] | string {
	const cells: CellRange[] = [];
	let order: number | null = null;
	for (const word of text.split(/[\s,]+/)) {
		const found = /^(?:(\d{1,2})\/)?(?:(\d{1,19})(?:-(\d{1,19}))?)?$/.exec(word);
		if (!found) return `“${word.slice(0, 40)}” is no part of a MOC: cells are given like 3/1-5.`;
		const [, said, first, last = first] = found;
		if (said !== undefined) order = Number(said);
		if (first === undefined) continue;
		if (order === null) return `“${word.slice(0, 40)}” comes before any order: begin like 3/1-5.`;
		const range = rangeOf(order, BigInt(first), BigInt(last));
		if (typeof range === 'string') return range;
		cells.push(range);
		if (cells.length > MOST_CELLS) return `A MOC has at most ${MOST_CELLS} cells here.`;
	}
	return cells;
}

function cellsOfJson(text: string): CellRange[] | string {
	const orders = parsed(text);
	if (!orders) return 'This is no JSON: a MOC is given like {"3": [1, 2, 3]}.';
	const cells: CellRange[] = [];
	for (const [order, numbers] of Object.entries(orders)) {
		const isListed = /^\d{1,2}$/.test(order) && Array.isArray(numbers);
		if (!isListed) return 'A MOC lists the cells of each order, like {"3": [1, 2, 3]}.';
		for (const cell of numbers as unknown[]) {
			const isCell = typeof cell === 'number' && Number.isSafeInteger(cell) && cell >= 0;
			if (!isCell) return `Order ${order} lists something that is no cell.`;
			const range = rangeOf(Number(order), BigInt(cell), BigInt(cell));
			if (typeof range === 'string') return range;
			cells.push(range);
		}
	}
	return cells;
}

function parsed(text: string): object | null {
	try {
		const json: unknown = JSON.parse(text);
		return typeof json === 'object' ? json : null;
	} catch {
		return null;
	}
}

/** Cells first to last of an order, as cells of order 15. */
function rangeOf(order: number, first: bigint, last: bigint): CellRange | string {
	if (order > FINEST) return `There is no order ${order}: cells are of orders 0 to ${FINEST}.`;
	const count = BigInt(BASE_CELLS) << BigInt(2 * order);
	if (last >= count) return `Order ${order} has cells 0 to ${count - 1n}, ${last} is none.`;
	if (first > last) return `The range ${first}-${last} runs backwards.`;
	if (order <= ORDER) {
		const shift = BigInt(2 * (ORDER - order));
		return { from: Number(first << shift), to: Number((last + 1n) << shift) };
	}
	const shift = BigInt(2 * (order - ORDER));
	return { from: Number(first >> shift), to: Number(last >> shift) + 1 };
}
