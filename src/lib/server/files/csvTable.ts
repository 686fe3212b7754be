import { CsvError, parse } from 'csv-parse/sync';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import {
	refuseLongHeader,
	refuseManyColumns,
	type CatalogueTable
} from '#science/catalogue/table.ts';

/** A quote that is never closed makes one record of the rest of the file. */
const MOST_RECORD_BYTES = 2 ** 16;

/**
 * A comma-separated catalogue with a header row.
 * @throws BadCatalogue naming the line or row
 */
export function readCsvTable(text: string): CatalogueTable {
	const headerEnd = text.search(/[\r\n]/);
	refuseLongHeader(headerEnd < 0 ? text.length : headerEnd);
	const [columns, ...rows] = text.includes('"') ? parseRows(text) : splitRows(text);
	if (columns === undefined) throw new BadCatalogue('The CSV is empty: it has no header row.');
	refuseManyColumns(columns.length);
	rows.forEach((row, i) => {
		if (row.slice(columns.length).every((cell) => cell.trim() === '')) return;
		throw new BadCatalogue(
			`Row ${i + 1} has ${row.length} values, more than the ${columns.length} column names.`
		);
	});
	return { columns, rows };
}

/** Nothing is quoted, as source finders write it: then a comma is a comma. Cells are trimmed when they are read. */
function splitRows(text: string): string[][] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
	const rows: string[][] = [];
	for (const [index, line] of lines.entries()) {
		if (line === '') continue;
		if (line.length > MOST_RECORD_BYTES)
			throw new BadCatalogue(`The CSV cannot be read: line ${index + 1} has ${line.length} signs.`);
		rows.push(line.split(','));
	}
	if (rows.length > 0) rows[0] = rows[0].map((column) => column.trim());
	return rows;
}

function parseRows(text: string): string[][] {
	try {
		return parse(text, {
			bom: true,
			trim: true,
			max_record_size: MOST_RECORD_BYTES,
			relax_column_count: true,
			skip_empty_lines: true
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new BadCatalogue(`The CSV cannot be read: ${error.message}.`);
	}
}
