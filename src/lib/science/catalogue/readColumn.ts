import { BadCatalogue } from './badCatalogue.ts';
import type { ColumnMap } from './columnMaps.ts';
import { cellsOf, refuseManyColumns, type CatalogueTable } from './table.ts';

/**
 * Where each required column of a map is in a table: column name to place.
 * @throws BadCatalogue naming every column that is not there
 */
export function columnPlaces(table: CatalogueTable, map: ColumnMap): Map<string, number> {
	const places = new Map<string, number>();
	refuseManyColumns(table.columns.length);
	table.columns.forEach((written, place) => {
		const column = map.aliases[written] ?? written;
		if (!places.has(column)) places.set(column, place);
	});
	const absent = map.columns.filter(({ column }) => !places.has(column));
	if (absent.length === 0) return places;
	const names = absent.map(({ column }) => column).join(', ');
	throw new BadCatalogue(`The catalogue does not have the required columns ${names}.`);
}

/**
 * One column of the given rows as numbers; an empty cell, nan, null or -- is NaN.
 * @throws BadCatalogue for other text
 */
export function readNumbers(table: CatalogueTable, place: number, rows: Int32Array): Float64Array {
	const cells = cellsOf(table);
	const values = new Float64Array(rows.length);
	for (let i = 0; i < rows.length; i++) {
		values[i] = cells.number(rows[i], place) ?? refuseText(table, rows[i], place);
	}
	return values;
}

/** One column of the given rows as 0 or 1. A missing value is 1: the reference turns NaN into true (spec/pipeline.md §3.1). */
export function readFlags(table: CatalogueTable, place: number, rows: Int32Array): Uint8Array {
	const cells = cellsOf(table);
	return Uint8Array.from(rows, (row) => {
		const value = cells.number(row, place);
		if (value !== null) return value === 0 ? 0 : 1;
		const text = cells.text(row, place);
		if (/^(t|true|y|yes)$/i.test(text)) return 1;
		if (/^(f|false|n|no)$/i.test(text)) return 0;
		return refuseText(table, row, place);
	});
}

function refuseText(table: CatalogueTable, row: number, place: number): never {
	const text = cellsOf(table).text(row, place);
	throw new BadCatalogue(
		`Component ${row + 1} has '${text}' in column ${table.columns[place]}, where a number is needed.`
	);
}
