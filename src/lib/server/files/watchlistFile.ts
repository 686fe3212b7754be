import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { readDec, readRa } from '#science/sky/readAngle.ts';
import { Failure } from '#schema/failure.ts';
import { MOST_ROWS, WIDEST_ARCSEC, type WatchlistRow } from '#schema/watch.ts';
import { readVotable } from './votable.ts';

export type ReadRow = Pick<WatchlistRow, 'name' | 'ra' | 'dec' | 'radiusArcsec'>;

/** What is wrong is listed up to here. */
const MOST_TOLD = 12;
const LONGEST_NAME = 100;
/** Lists of a million signs in a line are no lists. */
const MOST_RECORD_BYTES = 2 ** 16;

/** Column names that tables use, in small letters. */
const NAMES = {
	ra: ['ra', 'ra_deg', 'raj2000', '_raj2000', 'ra_icrs', 'ra_j2000', 'ra_hms_cont', 'ra_deg_cont'],
	dec: ['dec', 'dec_deg', 'de', 'dej2000', '_dej2000', 'dec_icrs', 'decj2000', 'dec_j2000'],
	name: ['name', 'id', 'source', 'object', 'objectid', 'source_name', 'main_id'],
	radius: ['radius', 'radius_arcsec', 'radiusarcsec', 'radius (arcsec)']
} as const;
type Column = keyof typeof NAMES;
type Places = Record<Column, number>;

interface Cells {
	/** `line 3` or `row 3`. */
	where: string;
	cells: string[];
}

/**
 * Reads positions from CSV or a VOTable: columns ra and dec (degrees, or base sixty with RA in hours) and, where there are,
 * name and radius (arcsec). A CSV without a header is read as `ra, dec, name, radius`.
 * @throws Failure naming every line that cannot be read; nothing is then taken
 */
export function readWatchlistFile(
	bytes: Uint8Array,
	{ fileName, radiusArcsec }: { fileName: string; radiusArcsec: number }
): ReadRow[] {
	const { places, rows } = tableOf(bytes, fileName);
	if (rows.length === 0) throw refused(`${fileName} has no rows.`);
	if (rows.length > MOST_ROWS)
		throw refused(`${fileName} has ${rows.length} rows; a watchlist holds at most ${MOST_ROWS}.`);
	const problems: string[] = [];
	const read: ReadRow[] = [];
	for (const { where, cells } of rows) {
		const row = rowOf(cells, places, radiusArcsec);
		if (typeof row === 'string') problems.push(`${where}: ${row}`);
		else read.push(row);
	}
	if (problems.length === 0) return read;
	const more = problems.length - MOST_TOLD;
	throw refused(
		`Nothing was imported: ${problems.length} of ${rows.length} rows of ${fileName} cannot be read. ` +
			problems.slice(0, MOST_TOLD).join('; ') +
			(more > 0 ? `; and ${more} more.` : '.')
	);
}

function tableOf(bytes: Uint8Array, fileName: string): { places: Places; rows: Cells[] } {
	const text = new TextDecoder().decode(bytes);
	const isXml = ['.xml', '.vot', '.votable'].includes(extname(fileName).toLowerCase());
	if (isXml || text.trimStart().startsWith('<')) {
		const { columns, rows } = votable(text, fileName);
		const numbered = rows.map((cells, i) => ({ where: `row ${i + 1}`, cells }));
		return { places: placesOf(columns, fileName), rows: numbered };
	}
	const lines = csvLines(text, fileName);
	const [first] = lines;
	if (!first) throw refused(`${fileName} is empty.`);
	const isHeaderless = !Number.isNaN(readRa(first.cells[0] ?? ''));
	if (isHeaderless) return { places: { ra: 0, dec: 1, name: 2, radius: 3 }, rows: lines };
	return { places: placesOf(first.cells, fileName), rows: lines.slice(1) };
}

function votable(text: string, fileName: string) {
	try {
		return readVotable(text);
	} catch (error) {
		if (error instanceof BadCatalogue) throw refused(`${fileName}: ${error.message}`);
		throw error;
	}
}

function csvLines(text: string, fileName: string): Cells[] {
	try {
		const records = parse(text, {
			bom: true,
			trim: true,
			delimiter: [',', ';', '\t', '|'],
			comment: '#',
			comment_no_infix: true,
			relax_column_count: true,
			skip_empty_lines: true,
			max_record_size: MOST_RECORD_BYTES,
			info: true
		});
		// With `info` the parser gives these, whatever its types say.
		const told = records as unknown as { record: string[]; info: { lines: number } }[];
		return told.map(({ record, info }) => ({ where: `line ${info.lines}`, cells: record }));
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw refused(`${fileName} cannot be read as CSV: ${error.message}.`);
	}
}

function placesOf(columns: string[], fileName: string): Places {
	const small = columns.map((column) => column.trim().toLowerCase());
	const place = (column: Column) =>
		small.findIndex((name) => NAMES[column].some((n) => n === name));
	const places = {
		ra: place('ra'),
		dec: place('dec'),
		name: place('name'),
		radius: place('radius')
	};
	if (places.ra >= 0 && places.dec >= 0) return places;
	throw refused(
		`${fileName} has no columns ra and dec: its first line names ${columns.slice(0, 8).join(', ')}. ` +
			'Name them ra, dec and, if wished, name and radius (arcsec).'
	);
}

/** The row, or what is wrong with it. */
function rowOf(cells: string[], places: Places, radiusArcsec: number): ReadRow | string {
	const cell = (column: Column) => (cells[places[column]] ?? '').trim();
	const ra = readRa(cell('ra'));
	if (Number.isNaN(ra)) return `“${shown(cell('ra'))}” is no right ascension`;
	const dec = readDec(cell('dec'));
	if (Number.isNaN(dec)) return `“${shown(cell('dec'))}” is no declination`;
	const name = cell('name');
	if (name.length > LONGEST_NAME) return `a name has at most ${LONGEST_NAME} characters`;
	const radius = cell('radius') === '' ? radiusArcsec : Number(cell('radius'));
	if (!(radius > 0 && radius <= WIDEST_ARCSEC))
		return `“${shown(cell('radius'))}” is no radius above 0 and up to ${WIDEST_ARCSEC} arcsec`;
	return { name, ra, dec, radiusArcsec: radius };
}

const shown = (cell: string) => cell.slice(0, 40);
const refused = (sentence: string) => new Failure('Invalid', sentence, 'file');
