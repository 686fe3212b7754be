/** A column of one of the page's tables, with what its cells say. */
export interface TextColumn<Row> {
	key: string;
	title: string;
	unit?: string;
	about?: string;
	numeric?: boolean;
	sticky?: boolean;
	text: (row: Row) => string;
}

/** Of η and V. */
export const IN_ITS_BAND = 'Of the peak flux, in the band in which the source varies most';

/** A column of numbers. */
export function numberColumn<Row>(
	key: string,
	title: string,
	{ unit, about, text }: { unit?: string; about?: string; text: (row: Row) => string }
): TextColumn<Row> {
	return { key, title, unit, about, numeric: true, text };
}

/** What a cell says; '' for a key that is no column. */
export function cellOf<Row>(columns: readonly TextColumn<Row>[], key: string, row: Row): string {
	return columns.find((column) => column.key === key)?.text(row) ?? '';
}
