import { BadCatalogue } from './badCatalogue.ts';
import { parseDecimal } from './parseDecimal.ts';
import { parseNumber, type CatalogueCells, type CatalogueTable } from './table.ts';

/** Free text at the end of a row, which may be empty or have blanks in it. */
const FREE_TEXT = 'comment';

/**
 * Reads Selavy's fixed-width text: a line '# column column …', a line of units, then a component per line
 * (spec/pipeline.md §3.1). Values are told apart by blanks; other lines that start with # are skipped.
 * @throws BadCatalogue naming the line whose number of values differs from the number of columns
 */
export function readSelavyText(text: string): CatalogueTable {
	const headerEnd = lineEnd(text, 0);
	const columns = readColumns(text.slice(0, headerEnd));
	const cells = cellsBetween(text, findCells(text, headerEnd + 1, columns), columns.length);
	return {
		columns,
		cells,
		get rows() {
			return Array.from({ length: cells.count }, (_row, row) =>
				columns.map((_column, place) => cells.text(row, place))
			);
		}
	};
}

function readColumns(line: string): string[] {
	const header = line.replace(/^\uFEFF/, '').trim();
	const columns = header.replace(/^#/, '').trim().split(/\s+/);
	if (header.startsWith('#') && columns[0] !== '') return columns;
	throw new BadCatalogue('The first line does not start with # and column names.');
}

/** Start and end of every cell in the text, row after row. */
function findCells(text: string, start: number, columns: string[]): Int32Array {
	const hasFreeText = columns.at(-1) === FREE_TEXT;
	const fixed = hasFreeText ? columns.length - 1 : columns.length;
	let bounds = new Int32Array(2 * columns.length * 256);
	let used = 0;
	let lineNumber = 1;
	for (let at = start; at < text.length;) {
		const end = lineEnd(text, at);
		const first = skipBlanks(text, at, end);
		at = end + 1;
		lineNumber++;
		if (first === end || text[first] === '#') continue;
		if (used + 2 * columns.length > bounds.length) bounds = doubled(bounds);
		const rest = splitLine(text, first, end, { count: fixed, bounds, used, lineNumber });
		used += 2 * fixed;
		const beyond = skipBlanks(text, rest, end);
		if (hasFreeText) {
			bounds[used++] = beyond;
			bounds[used++] = end;
		} else if (beyond < end) {
			throw new BadCatalogue(`Line ${lineNumber} has more values than the ${fixed} column names.`);
		}
	}
	return bounds.subarray(0, used);
}

/** Writes the bounds of `count` values; returns where the rest of the line starts. */
function splitLine(
	text: string,
	start: number,
	end: number,
	line: { count: number; bounds: Int32Array; used: number; lineNumber: number }
): number {
	const { count, bounds } = line;
	let at = start;
	let used = line.used;
	for (let cell = 0; cell < count; cell++) {
		at = skipBlanks(text, at, end);
		if (at === end) {
			throw new BadCatalogue(
				`Line ${line.lineNumber} has ${cell} values, where the column names need ${count}.`
			);
		}
		bounds[used++] = at;
		while (at < end && text.charCodeAt(at) > BLANK) at++;
		bounds[used++] = at;
	}
	return at;
}

function cellsBetween(text: string, bounds: Int32Array, width: number): CatalogueCells {
	const cellText = (row: number, place: number) => {
		const at = 2 * (row * width + place);
		return text.slice(bounds[at], bounds[at + 1]).trim();
	};
	return {
		count: bounds.length / (2 * width),
		text: cellText,
		number(row, place) {
			const at = 2 * (row * width + place);
			const value = parseDecimal(text, bounds[at], bounds[at + 1]);
			return Number.isNaN(value) ? parseNumber(cellText(row, place)) : value;
		}
	};
}

function lineEnd(text: string, start: number): number {
	const end = text.indexOf('\n', start);
	return end < 0 ? text.length : end;
}

/** Control signs, such as the carriage return of Windows, count as blanks. */
const BLANK = 32;

function skipBlanks(text: string, start: number, end: number): number {
	let at = start;
	while (at < end && text.charCodeAt(at) <= BLANK) at++;
	return at;
}

function doubled(bounds: Int32Array): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(2 * bounds.length);
	larger.set(bounds);
	return larger;
}
