import { nameKey } from '#science/catalogue/nameKey.ts';
import { readPosition } from '#science/catalogue/readPosition.ts';
import {
	recogniseColumns,
	type CatalogueLayout,
	type LayoutWishes
} from '#science/catalogue/recogniseColumns.ts';
import type { WrittenColumn } from '#science/catalogue/writtenColumn.ts';
import { mjdOfYear } from '#science/sky/properMotion.ts';
import { sourceName } from '#science/sky/sourceName.ts';
import {
	LONGEST_CELL,
	MOST_KEPT_COLUMNS,
	type CatalogueColumn,
	type CatalogueFormat,
	type CatalogueRow,
	type CatalogueUnderstood,
	type CatalogueWishes,
	type RowMotion
} from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import { openCatalogueTable } from './catalogueTable.ts';
import type { CatalogueFile, WrittenRow } from './openedTable.ts';

export type CatalogueEntry = Omit<CatalogueRow, 'id' | 'catalogueId' | 'batch'>;

/** A catalogue's file as it was understood; its rows are read as they are taken. */
export interface OpenedCatalogue {
	format: CatalogueFormat;
	/** All of the file's, for whoever chooses among them. */
	written: CatalogueColumn[];
	/** Those kept with each row. */
	columns: CatalogueColumn[];
	understood: CatalogueUnderstood;
	notes: string[];
	batches(): AsyncIterable<EntryBatch>;
}

export interface EntryBatch {
	entries: CatalogueEntry[];
	/** Of rows without a position: which, and why. */
	problems: string[];
}

const LONGEST_NAME = 100;
const LONGEST_TYPE = 60;

/**
 * Opens a file and recognises its columns.
 * @throws Failure naming the field of what cannot be told
 */
export async function openCatalogue(
	file: CatalogueFile,
	wishes: CatalogueWishes
): Promise<OpenedCatalogue> {
	const table = await openCatalogueTable(file);
	const layout = recogniseColumns(table.columns, layoutWishes(wishes));
	if ('reason' in layout) {
		const field = FIELDS[layout.field] ?? layout.field;
		throw new Failure('Invalid', `${file.name}: ${layout.reason}`, field);
	}
	const kept = keptPlaces(table.columns, layout);
	const shownColumn = ({ name, unit }: WrittenColumn) => ({ name: name.slice(0, 80), unit });
	return {
		format: table.format,
		written: table.columns.map(shownColumn),
		columns: kept.map((place) => shownColumn(table.columns[place])),
		understood: understoodFrom(table.columns, layout),
		notes: [...table.notes, ...leftOut(table.columns, kept, layout)],
		async *batches() {
			let place = 0;
			for await (const rows of table.rows()) {
				yield entriesOf(rows, { layout, kept, before: place });
				place += rows.length;
			}
		}
	};
}

/** The forms' names of wishes. */
const FIELDS: Partial<Record<keyof LayoutWishes, string>> = {
	name: 'nameColumn',
	type: 'typeColumn'
};

function layoutWishes({ nameColumn, typeColumn, ...wishes }: CatalogueWishes): LayoutWishes {
	return { ...wishes, name: nameColumn, type: typeColumn };
}

/** Position, name and type have places of their own. */
function keptPlaces(columns: WrittenColumn[], { ra, dec, name, type }: CatalogueLayout): number[] {
	const elsewhere = new Set<number | null>([ra, dec, name, type]);
	const places = columns.map((_, place) => place).filter((place) => !elsewhere.has(place));
	return places.slice(0, MOST_KEPT_COLUMNS);
}

function leftOut(columns: WrittenColumn[], kept: number[], layout: CatalogueLayout): string[] {
	const used = new Set([layout.ra, layout.dec, layout.name, layout.type, ...kept]);
	const gone = columns.filter((_, place) => !used.has(place));
	if (gone.length === 0) return [];
	const names = gone.slice(0, 10).map(({ name }) => name.slice(0, 40));
	const more = gone.length > 10 ? '…' : '';
	return [
		`${gone.length} columns were left out (at most ${MOST_KEPT_COLUMNS} are kept): ${names.join(', ')}${more}`
	];
}

function understoodFrom(columns: WrittenColumn[], layout: CatalogueLayout): CatalogueUnderstood {
	const nameOf = (place: number) => columns[place].name;
	const { motion, name, type } = layout;
	return {
		ra: nameOf(layout.ra),
		dec: nameOf(layout.dec),
		frame: layout.frame,
		unit: layout.unit,
		name: name === null ? null : nameOf(name),
		otherNames: layout.otherNames.map(nameOf),
		type: type === null ? null : nameOf(type),
		motion: motion && {
			pmRa: nameOf(motion.pmRa),
			pmDec: nameOf(motion.pmDec),
			epoch: nameOf(motion.epoch)
		}
	};
}

interface Reading {
	layout: CatalogueLayout;
	kept: number[];
	/** Rows of the batches before. */
	before: number;
}

function entriesOf(rows: WrittenRow[], { layout, kept, before }: Reading): EntryBatch {
	const entries: CatalogueEntry[] = [];
	const problems: string[] = [];
	rows.forEach((row, k) => {
		const entry = 'problem' in row ? row.problem : entryOf(row.cells, layout, kept);
		if (typeof entry === 'string') problems.push(`${row.where}: ${entry}`);
		else entries.push({ ...entry, place: before + k + 1 });
	});
	return { entries, problems };
}

function entryOf(
	cells: string[],
	layout: CatalogueLayout,
	kept: number[]
): Omit<CatalogueEntry, 'place'> | string {
	const cell = (place: number | null) => (place === null ? '' : (cells[place] ?? '').trim());
	const position = readPosition(cell(layout.ra), cell(layout.dec), layout);
	if (typeof position === 'string') return position;
	const name = cell(layout.name).slice(0, LONGEST_NAME) || sourceName(position.ra, position.dec);
	const names = [name, ...layout.otherNames.map(cell)];
	return {
		name,
		nameKeys: [...new Set(names.map((one) => nameKey(one.slice(0, LONGEST_NAME))))].filter(Boolean),
		type: cell(layout.type).slice(0, LONGEST_TYPE),
		...position,
		motion: motionOf(cells, layout),
		cells: kept.map((place) => shortened(cell(place)))
	};
}

/** null where one of the three is missing: a motion from an unknown time leads nowhere. */
function motionOf(cells: string[], { motion }: CatalogueLayout): RowMotion | null {
	if (!motion) return null;
	const read = (place: number) => (cells[place] ? Number(cells[place]) : NaN);
	const pmRa = read(motion.pmRa) * motion.masPerYear;
	const pmDec = read(motion.pmDec) * motion.masPerYear;
	const epochMjd = mjdOf(read(motion.epoch));
	return Number.isFinite(pmRa + pmDec + epochMjd) ? { pmRa, pmDec, epochMjd } : null;
}

/** Epochs are MJDs, or Julian years as 2016.0. */
function mjdOf(epoch: number): number {
	if (epoch > 1500 && epoch < 2500) return mjdOfYear(epoch);
	return epoch > 10_000 && epoch < 200_000 ? epoch : NaN;
}

function shortened(cell: string): string {
	return cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL - 1)}…` : cell;
}
