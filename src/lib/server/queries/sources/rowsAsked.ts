import type { NumberRange, SourceQuery } from '#schema/sourceQuery.ts';
import { cellsAt, rowsInMoc } from '#science/moc/moc.ts';
import { circlesOf, rowsInCircles } from '#science/table/circles.ts';
import { nameKeysBeginning } from '#science/table/nameKey.ts';
import {
	allRows,
	rowOfKey,
	rowsInBoth,
	rowsInRange,
	rowsOfKeys,
	rowsWhere,
	rowsWithout,
	type NumberColumn
} from '#science/table/rows.ts';
import { rowsInPolygon } from '#science/table/sphericalPolygon.ts';
import { store } from '../../store/client.ts';
import { sourceIdsBeginning, sourceIdsOfObjects } from '../../store/objectsAsked.ts';
import { sourceIdsOfMeasurement } from '../../store/measurementSources.ts';
import type { AskedObjects } from './askedObjects.ts';
import { rowsByCounterpart } from './counterparts.ts';
import type { RunColumns } from './runColumns.ts';
import type { Sky } from './understand.ts';

/** Rows of a run that fit everything but the ranges of numbers, ascending: what rules out most is asked first. */
export async function rowsAsked(
	columns: RunColumns,
	query: SourceQuery,
	{ sky, objects }: { sky: Sky; objects: AskedObjects }
): Promise<Uint32Array> {
	let rows = await rowsOfObjects(columns, objects);
	if (query.named.length > 0) rows = rowsInBoth(rows, await rowsNamed(columns, query.named));
	if (query.measurementId !== null) {
		const { generation } = columns;
		const ids = await sourceIdsOfMeasurement(store(), query.measurementId, generation);
		rows = rowsInBoth(rows, rowsOfKeys(ids, await columns.read('sourceId')));
	}
	if (query.newOnly) rows = rowsInRange(rows, await columns.read('isNew'), { min: 1, max: 1 });
	if (query.withoutSiblings)
		rows = rowsInRange(rows, await columns.read('nSibl'), { min: null, max: 0 });
	return rowsInSky(columns, rows, sky);
}

/** Those whose numbers are in all the ranges. */
export async function rowsKept(
	columns: RunColumns,
	rows: Uint32Array,
	ranges: NumberRange[]
): Promise<Uint32Array> {
	let kept = rows;
	for (const { field, min, max } of ranges)
		kept = rowsInRange(kept, await columns.read(field), { min, max });
	return kept;
}

async function rowsOfObjects(
	columns: RunColumns,
	{ among, notAmong }: AskedObjects
): Promise<Uint32Array> {
	const sourceId = await columns.read('sourceId');
	const rowsOf = async (objectIds: Iterable<string>) =>
		rowsOfKeys(await sourceIdsOfObjects(store(), [...objectIds], columns.generation), sourceId);
	let rows = everyRow(sourceId);
	for (const objectIds of among) rows = rowsInBoth(rows, await rowsOf(objectIds));
	for (const objectIds of notAmong) rows = rowsWithout(rows, await rowsOf(objectIds));
	return rows;
}

const everyRows = new WeakMap<NumberColumn, Uint32Array>();

/** Kept for as long as the ids are: every question begins with them. */
function everyRow(sourceId: NumberColumn): Uint32Array {
	const known = everyRows.get(sourceId) ?? allRows(sourceId.length);
	everyRows.set(sourceId, known);
	return known;
}

async function rowsInSky(
	columns: RunColumns,
	rows: Uint32Array,
	{ places, polygon, moc, counterparts }: Sky
): Promise<Uint32Array> {
	if (places.length === 0 && !polygon && !moc && !counterparts) return rows;
	const [ra, dec] = await Promise.all([columns.read('ra'), columns.read('dec')]);
	let kept = rows;
	if (places.length > 0) kept = rowsInCircles(kept, ra, dec, circlesOf(places));
	if (polygon) kept = rowsInPolygon(kept, ra, dec, polygon);
	if (moc) kept = rowsInMoc(kept, cellsOf(ra, dec), moc);
	if (counterparts) kept = rowsByCounterpart(kept, { ra, dec }, counterparts);
	return kept;
}

const cells = new WeakMap<NumberColumn, Float64Array>();

/** Kept for as long as the right ascensions are. */
function cellsOf(ra: NumberColumn, dec: NumberColumn): Float64Array {
	const known = cells.get(ra) ?? cellsAt(ra, dec);
	cells.set(ra, known);
	return known;
}

/** A number is an id. A beginning of an IAU-style name is a range of keys; other names are asked of the database. */
async function rowsNamed(columns: RunColumns, named: string[]): Promise<Uint32Array> {
	const ids = named.filter((name) => /^\d+$/.test(name)).map(Number);
	const names = named.filter((name) => !/^\d+$/.test(name));
	const ranges = names.flatMap((name) => nameKeysBeginning(name) ?? []);
	const others = names.filter((name) => !nameKeysBeginning(name));
	const sourceId = await columns.read('sourceId');
	const rows = new Set(ids.map((id) => rowOfKey(id, sourceId)).filter((row) => row >= 0));
	for (const id of await sourceIdsBeginning(store(), others, columns.generation))
		rows.add(rowOfKey(id, sourceId));
	if (ranges.length > 0) {
		const nameKey = await columns.read('nameKey');
		const isBegun = (row: number) =>
			ranges.some(({ min, max }) => nameKey[row] >= min && nameKey[row] <= max);
		for (const row of rowsWhere(everyRow(sourceId), isBegun)) rows.add(row);
	}
	return Uint32Array.from(rows).sort();
}
