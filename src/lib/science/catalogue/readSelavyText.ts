import { BadCatalogue } from './badCatalogue.ts';
import { parseDecimal } from './parseDecimal.ts';
import {
	parseNumber,
	refuseLongHeader,
	refuseManyColumns,
	type CatalogueCells,
	type CatalogueTable
} from './table.ts';

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
	refuseLongHeader(line.length);
	const header = line.replace(/^\uFEFF/, '').trim();
	const columns = header.replace(/^#/, '').trim().split(/\s+/);
	refuseManyColumns(columns.length);
	if (header.startsWith('#') && columns[0] !== '') return columns;
	throw new BadCatalogue('The first line does not start with # and column names.');
}

/** Every cell of the text, row after row. */
interface FoundCells {
	count: number;
	/** Start and end of each in the text. */
	bounds: Int32Array;
	/** Its value where it is a plain decimal number, else NaN. Read on the way, while the text is at hand. */
	numbers: Float64Array;
}

function findCells(text: string, start: number, columns: string[]): FoundCells {
	const hasFreeText = columns.at(-1) === FREE_TEXT;
	const fixed = hasFreeText ? columns.length - 1 : columns.length;
	const cells = roomFor(text, start, columns.length);
	let lineNumber = 1;
	for (let at = start; at < text.length;) {
		const end = lineEnd(text, at);
		const first = skipBlanks(text, at, end);
		at = end + 1;
		lineNumber++;
		if (first === end || text[first] === '#') continue;
		const rest = splitLine(text, first, end, { count: fixed, cells, lineNumber });
		const beyond = skipBlanks(text, rest, end);
		if (hasFreeText) addCell(cells, beyond, end, NaN);
		else if (beyond < end) {
			throw new BadCatalogue(`Line ${lineNumber} has more values than the ${fixed} column names.`);
		}
	}
	return cells;
}

/** Room for the cells of every line, which takes two signs for a cell at least. */
function roomFor(text: string, start: number, width: number): FoundCells {
	let lines = 1;
	for (let at = lineEnd(text, start); at < text.length; at = lineEnd(text, at + 1)) lines++;
	const most = Math.min(lines * width, Math.ceil(text.length / 2) + lines);
	return { count: 0, bounds: new Int32Array(2 * most), numbers: new Float64Array(most) };
}

function addCell(cells: FoundCells, start: number, end: number, number: number): void {
	cells.bounds[2 * cells.count] = start;
	cells.bounds[2 * cells.count + 1] = end;
	cells.numbers[cells.count] = number;
	cells.count++;
}

/** Adds `count` values; returns where the rest of the line starts. */
function splitLine(
	text: string,
	start: number,
	end: number,
	line: { count: number; cells: FoundCells; lineNumber: number }
): number {
	const { count, cells } = line;
	let at = start;
	for (let cell = 0; cell < count; cell++) {
		const from = skipBlanks(text, at, end);
		if (from === end) {
			throw new BadCatalogue(
				`Line ${line.lineNumber} has ${cell} values, where the column names need ${count}.`
			);
		}
		at = from;
		while (at < end && text.charCodeAt(at) > BLANK) at++;
		addCell(cells, from, at, parseDecimal(text, from, at));
	}
	return at;
}

function cellsBetween(text: string, found: FoundCells, width: number): CatalogueCells {
	const { bounds, numbers } = found;
	const cellText = (row: number, place: number) => {
		const at = 2 * (row * width + place);
		return text.slice(bounds[at], bounds[at + 1]).trim();
	};
	return {
		count: found.count / width,
		text: cellText,
		number(row, place) {
			const value = numbers[row * width + place];
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
