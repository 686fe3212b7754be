import { pipeline, Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { recogniseColumns } from '#science/catalogue/recogniseColumns.ts';
import { refuseLongHeader, refuseManyColumns } from '#science/catalogue/table.ts';
import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import type { CatalogueFile, OpenedTable, WrittenRow } from './openedTable.ts';
import { filePieces } from './filePieces.ts';

/** Lists of a million signs in a line are no lists; a quote that is never closed makes one of the rest of the file. */
const MOST_RECORD_BYTES = 2 ** 16;
const START_BYTES = 2 ** 20;
const BATCH = 1000;
const DELIMITERS = [',', ';', '\t', '|'] as const;

interface CsvHeader {
	delimiter: string;
	/** Of the line of names, from 1. */
	line: number;
	names: string[];
}

/**
 * Text with a line of column names: separated by commas, semicolons, tabs or bars, whichever the line of names has most of.
 * Lines that begin with # are comments; the last before the rows may hold the names, as the ATNF's and TOPCAT's tables have
 * them. A line of units and one of dashes below the names are read as such (VizieR).
 */
export async function openCsvTable(file: CatalogueFile): Promise<OpenedTable> {
	const start = new TextDecoder().decode(await file.read(0, START_BYTES));
	const header = csvHeader(start.replace(/^\uFEFF/, ''));
	refuseManyColumns(header.names.length);
	const first = await firstRecords(file, header);
	const { skipped, units } = underTheNames(first);
	const columns = header.names.map((name, place) => column(name, units[place] ?? ''));
	const notes = [`Columns are separated by ${SAID[header.delimiter]}.`];
	return { format: 'csv', columns, notes, rows: () => rowsOf(file, header, skipped) };
}

const SAID: Record<string, string> = {
	',': 'commas',
	';': 'semicolons',
	'\t': 'tabs',
	'|': 'bars'
};

const column = (name: string, unit: string): WrittenColumn => ({ name, unit, ucd: '', frame: '' });

function csvHeader(start: string): CsvHeader {
	const lines = start.split(/\r\n|\n|\r/, 5000);
	const firstRow = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
	if (firstRow < 0) throw new BadCatalogue('It has no line of column names.');
	const comment = lines.slice(0, firstRow).findLastIndex((line) => line.startsWith('#'));
	const before = comment < 0 ? null : namesIn(lines[comment].replace(/^#/, ''), comment + 1);
	if (before && holdsPosition(before.names)) return before;
	const header = namesIn(lines[firstRow], firstRow + 1);
	const isNumber = (name: string) => name !== '' && !Number.isNaN(Number(name));
	if (header.names.filter(isNumber).length < 2) return header;
	throw new BadCatalogue(
		`Line ${header.line} holds numbers where the names of the columns are needed: put a line such as name,ra,dec above.`
	);
}

function namesIn(line: string, number: number): CsvHeader {
	refuseLongHeader(line.length);
	const count = (delimiter: string) => line.split(delimiter).length;
	const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
	const [names = []] = asText(() => parseSync(line, { delimiter, trim: true, relax_quotes: true }));
	// A bar or a # at the edge of a line is its border.
	return { delimiter, line: number, names: names.map((name) => name.trim()) };
}

function holdsPosition(names: string[]): boolean {
	return 'frame' in recogniseColumns(names.map((name) => column(name, '')));
}

async function firstRecords(file: CatalogueFile, header: CsvHeader): Promise<string[][]> {
	const first: string[][] = [];
	for await (const rows of rowsOf(file, header, 0)) {
		for (const row of rows) if ('cells' in row) first.push(row.cells);
		break;
	}
	return first.slice(0, 2);
}

/** Units, if there is a line of them, and how many lines are no rows. */
function underTheNames([first = [], second = []]: string[][]): {
	units: string[];
	skipped: number;
} {
	const isLine = (cells: string[]) =>
		cells.some((cell) => cell !== '') && cells.every((cell) => /^-*$/.test(cell));
	const isBracketed = (cells: string[]) =>
		cells.some((cell) => cell !== '') && cells.every((cell) => /^(\(.*\)|#?)$/.test(cell));
	if (isLine(second)) return { units: first, skipped: 2 };
	if (isLine(first)) return { units: [], skipped: 1 };
	if (!isBracketed(first)) return { units: [], skipped: 0 };
	return { units: first.map((cell) => cell.slice(1, -1)), skipped: 1 };
}

async function* rowsOf(
	file: CatalogueFile,
	{ delimiter, line, names }: CsvHeader,
	skipped: number
): AsyncGenerator<WrittenRow[]> {
	const options: Options = {
		delimiter,
		bom: true,
		trim: true,
		comment: '#',
		comment_no_infix: true,
		relax_column_count: true,
		skip_empty_lines: true,
		max_record_size: MOST_RECORD_BYTES,
		from_line: line + 1,
		info: true
	};
	// What goes wrong here comes out of the parser as well.
	const parser = pipeline(Readable.from(filePieces(file)), parse(options), () => undefined);
	let batch: WrittenRow[] = [];
	let toSkip = skipped;
	try {
		// With `info` the parser gives these, whatever its types say.
		for await (const told of parser as AsyncIterable<{
			record: string[];
			info: { lines: number };
		}>) {
			if (toSkip-- > 0) continue;
			batch.push(rowOf(told.record, told.info.lines, names));
			if (batch.length < BATCH) continue;
			yield batch;
			batch = [];
		}
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new BadCatalogue(`${error.message}.`);
	}
	yield batch;
}

function rowOf(cells: string[], line: number, names: string[]): WrittenRow {
	const where = `line ${line}`;
	const isLonger = cells.slice(names.length).some((cell) => cell !== '');
	if (!isLonger) return { where, cells };
	return { where, problem: `${cells.length} values for ${names.length} columns` };
}

function asText<R>(read: () => R): R {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new BadCatalogue(`the line of column names: ${error.message}.`);
	}
}
