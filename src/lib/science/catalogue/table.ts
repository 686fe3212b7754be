import { BadCatalogue } from './badCatalogue.ts';
import { parseDecimal } from './parseDecimal.ts';

/** A catalogue as it was written, every cell as text: the common form of fixed-width text, CSV and VOTable. */
export interface CatalogueTable {
	columns: string[];
	/** A missing value is ''; the cells that a short row leaves out at its end are missing too. */
	rows: string[][];
	/** The same cells without a string for each, from a reader that can. */
	cells?: CatalogueCells;
}

/** Rows and places (columns of the table) count from 0. */
export interface CatalogueCells {
	count: number;
	/** Without blanks around it; '' when missing. */
	text(row: number, place: number): string;
	/** NaN for a missing value, null for one that is no number. */
	number(row: number, place: number): number | null;
}

/** The cells of any table. */
export function cellsOf(table: CatalogueTable): CatalogueCells {
	if (table.cells !== undefined) return table.cells;
	const { rows } = table;
	const text = (row: number, place: number) => (rows[row][place] ?? '').trim();
	return {
		count: rows.length,
		text,
		number: (row, place) => parseNumber(text(row, place))
	};
}

/** Source finders write some forty. What has more is no list of columns, and every row would be as long. */
const MOST_COLUMNS = 4096;

/** @throws BadCatalogue */
export function refuseManyColumns(count: number): void {
	if (count <= MOST_COLUMNS) return;
	throw new BadCatalogue(
		`The catalogue has ${count} columns, where ${MOST_COLUMNS} is the most: it is no list of sources.`
	);
}

/** Names of some forty columns take a thousand signs. */
const LONGEST_HEADER = 65_536;

/** @throws BadCatalogue when the line of column names has this length */
export function refuseLongHeader(length: number): void {
	if (length <= LONGEST_HEADER) return;
	throw new BadCatalogue(`The first line has ${length} signs: it is no list of column names.`);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const MISSING = /^(|nan|null|none|--|n\/a)$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** Number in a trimmed cell; NaN for the spellings of a missing value, null for other text. */
export function parseNumber(text: string): number | null {
	const decimal = parseDecimal(text, 0, text.length);
	if (!Number.isNaN(decimal)) return decimal;
	if (NUMBER.test(text)) return Number(text);
	if (MISSING.test(text)) return NaN;
	const infinite = INFINITE.exec(text);
	if (infinite === null) return null;
	return infinite[1] === '-' ? -Infinity : Infinity;
}
