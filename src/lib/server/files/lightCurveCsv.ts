import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Failure } from '#schema/failure.ts';
import { fileFailure } from './fileFailure.ts';

/** The light curve of one source as a table of rows; NaN and '' where the file has nothing. */
export interface SourceRows {
	source: string;
	mjd: number[];
	frequencyMhz: number[];
	fluxMjy: number[];
	fluxErrMjy: number[];
	image: string[];
	/** Degrees; of the first row that has them. */
	ra: number;
	dec: number;
}

const NEEDED = ['source', 'mjd', 'frequency_mhz', 'flux_mjy', 'flux_err_mjy'] as const;
/** How tables say that nothing was measured. */
const NOTHING = new Set(['', 'nan', 'none', 'null', 'na', 'n/a', '-', '--']);

type NumberColumn = Exclude<(typeof NEEDED)[number], 'source'> | 'ra' | 'dec';
/** Place of each column that is there. */
type Columns = Map<string, number>;

interface CsvLine {
	cells: string[];
	line: number;
}

/**
 * Reads `source,mjd,frequency_mhz,flux_mjy,flux_err_mjy` and, where there are, `image,ra,dec`, in any order; other columns are left
 * out. Yields consecutive rows of one source together, holding one source at a time.
 * @throws Failure naming the line and the column of what cannot be read
 */
export async function* lightCurvesIn(path: string): AsyncGenerator<SourceRows> {
	let columns: Columns | null = null;
	let current: SourceRows | null = null;
	for await (const { cells, line } of csvLines(path)) {
		if (columns === null) {
			columns = columnsOf(path, cells);
			continue;
		}
		const source = cellOf(cells, columns, 'source');
		if (source === '') throw problem(path, line, 'source', 'is empty');
		if (current?.source !== source) {
			if (current) yield current;
			current = noRows(source);
		}
		addRow(current, numbersOf(path, { cells, line }, columns), cellOf(cells, columns, 'image'));
	}
	if (columns === null)
		throw new Failure('Invalid', `${path} is empty: its first line has to name the columns.`, path);
	if (current) yield current;
}

export function noRows(source: string): SourceRows {
	return {
		...{ source, mjd: [], frequencyMhz: [], fluxMjy: [], fluxErrMjy: [], image: [] },
		...{ ra: NaN, dec: NaN }
	};
}

async function* csvLines(path: string): AsyncGenerator<CsvLine> {
	const parser = parse({ bom: true, trim: true, skip_empty_lines: true, info: true });
	// What fails in either stream ends the loop below with its error.
	pipeline(createReadStream(path), parser, () => undefined);
	try {
		for await (const row of parser) {
			// The parser's iterator is untyped; `info` makes its rows these.
			const { record, info } = row as { record: string[]; info: { lines: number } };
			yield { cells: record, line: info.lines };
		}
	} catch (error) {
		if (!(error instanceof CsvError)) throw fileFailure(path, error);
		throw new Failure('Invalid', `${path} cannot be read as CSV: ${error.message}.`, path);
	}
}

function columnsOf(path: string, cells: string[]): Columns {
	const columns: Columns = new Map();
	cells.forEach((cell, place) => {
		const name = cell.trim().toLowerCase();
		if (columns.has(name) && name !== '')
			throw new Failure('Invalid', `${path}, line 1: the column ${name} is there twice.`, path);
		columns.set(name, place);
	});
	const missing = NEEDED.filter((name) => !columns.has(name));
	if (missing.length === 0) return columns;
	const what = missing.length > 1 ? 'columns are' : 'column is';
	throw new Failure(
		'Invalid',
		`${path}, line 1: the ${what} missing: ${missing.join(', ')}. Needed are ${NEEDED.join(', ')}.`,
		path
	);
}

function cellOf(cells: string[], columns: Columns, name: string): string {
	const place = columns.get(name);
	return place === undefined ? '' : cells[place];
}

function numbersOf(path: string, { cells, line }: CsvLine, columns: Columns) {
	const read = (name: NumberColumn) => {
		const cell = cellOf(cells, columns, name);
		const value = cell === '' ? NaN : Number(cell);
		if (Number.isNaN(value) && !NOTHING.has(cell.toLowerCase()) && !INFINITE.test(cell))
			throw problem(path, line, name, `"${cell}" is not a number`);
		return value;
	};
	return {
		mjd: read('mjd'),
		frequencyMhz: read('frequency_mhz'),
		fluxMjy: read('flux_mjy'),
		fluxErrMjy: read('flux_err_mjy'),
		ra: read('ra'),
		dec: read('dec')
	};
}

/** Numbers that other programs write and JavaScript does not read; they are no measurement. */
const INFINITE = /^[+-]?inf(inity)?$/i;

function problem(path: string, line: number, column: string, what: string): Failure {
	return new Failure('Invalid', `${path}, line ${line}, column ${column}: ${what}.`, path);
}

function addRow(rows: SourceRows, row: ReturnType<typeof numbersOf>, image: string): void {
	rows.mjd.push(row.mjd);
	rows.frequencyMhz.push(row.frequencyMhz);
	rows.fluxMjy.push(row.fluxMjy);
	rows.fluxErrMjy.push(row.fluxErrMjy);
	rows.image.push(image);
	if (Number.isNaN(rows.ra)) rows.ra = row.ra;
	if (Number.isNaN(rows.dec)) rows.dec = row.dec;
}
