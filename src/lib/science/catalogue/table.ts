/** A catalogue as it was written, every cell as text: the common form of fixed-width text, CSV and VOTable. */
export interface CatalogueTable {
	columns: string[];
	/** A missing value is ''. */
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

const MISSING = /^(|nan|null|none|--|n\/a)$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** Number in a trimmed cell; NaN for the spellings of a missing value, null for other text. */
export function parseNumber(text: string): number | null {
	const value = Number(text);
	if (!Number.isNaN(value) && text !== '') return value;
	if (MISSING.test(text)) return NaN;
	const infinite = INFINITE.exec(text);
	if (infinite === null) return null;
	return infinite[1] === '-' ? -Infinity : Infinity;
}
