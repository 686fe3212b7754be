import { CsvError, parse } from 'csv-parse/sync';
import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import type { CatalogueTable } from '#science/catalogue/table.ts';

/** A comma-separated catalogue with a header row. Short rows are filled with empty cells. */
export function readCsvTable(text: string): CatalogueTable {
	const [columns = [], ...rows] = parseRows(text);
	return {
		columns,
		rows: rows.map((row) =>
			row.length >= columns.length
				? row
				: [...row, ...Array<string>(columns.length - row.length).fill('')]
		)
	};
}

function parseRows(text: string): string[][] {
	try {
		return parse(text, {
			bom: true,
			trim: true,
			relax_column_count: true,
			skip_empty_lines: true
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new BadCatalogue(`The CSV cannot be read: ${error.message}.`);
	}
}
