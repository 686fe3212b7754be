import type { SourceOrder } from '#schema/sourceQuery.ts';
import { argsort, comparedValues } from '#science/table/argsort.ts';
import { circlesOf, separationWithin } from '#science/table/circles.ts';
import { ByteLru } from '../../store/byteLru.ts';
import { store } from '../../store/client.ts';
import { shownEdition } from '../../store/scoreColumns.ts';
import type { SourceColumn } from '../../store/sourceColumns.ts';
import type { Answer, AnswerPart } from './answer.ts';
import type { RunColumns } from './runColumns.ts';

export type SortedBy = Pick<SourceOrder, 'sort' | 'order'>;

/** Page after page, to the next source and into a file: an answer is sorted once, and the whole of a run by each column. */
const cache = new ByteLru<Uint32Array>(() => 96 * 2 ** 20);
/** Answers of more than this part of their run are picked out of the order that the whole run has. */
const LARGE_PART = 1 / 16;

/**
 * Places of an answer, counted over the rows of all its parts, one part after the other, in an order. Equal ones are in order
 * of run, the latest first, then of id. What was not measured comes last, whichever end is first. Not to be written to.
 */
export async function sortedAnswer(answer: Answer, by: SortedBy): Promise<Uint32Array> {
	const column = columnOf(by.sort);
	const [part, ...others] = answer.parts;
	const isOfOneRun = part !== undefined && others.length === 0 && column !== null;
	if (isOfOneRun && part.rows.length === part.columns.size)
		return sortedRun(part.columns, column, by.order);
	const scores = await scoresShown(answer.parts, column);
	return cache.get(`${keyOf(answer, by)} ${scores}`, async () => {
		const isLarge = isOfOneRun && part.rows.length > LARGE_PART * part.columns.size;
		const value = isLarge
			? placesInOrder(await sortedRun(part.columns, column, by.order), part.rows)
			: argsort(await sortValues(answer, by.sort), by.order);
		return { value, bytes: value.byteLength + 1000 };
	});
}

/** Which scores an order by them is of: alone of all columns they change. */
async function scoresShown(
	parts: readonly { columns: Pick<RunColumns, 'generation'> }[],
	column: SourceColumn | null
): Promise<string> {
	if (column !== 'eseScore') return '';
	const shown = parts.map(({ columns }) => shownEdition(store(), columns.generation));
	return (await Promise.all(shown)).join(' ');
}

/** All rows of a run in the order of one of its columns. */
async function sortedRun(
	columns: RunColumns,
	column: SourceColumn,
	order: SortedBy['order']
): Promise<Uint32Array> {
	const { generation, variant, read } = columns;
	const { runId, revision } = generation;
	const scores = await scoresShown([{ columns }], column);
	const key = ['run', store().db.databaseName, runId, revision, variant, column, order, scores];
	return cache.get(key.join(' '), async () => {
		const value = argsort(new Float64Array(await read(column)), order);
		return { value, bytes: value.byteLength };
	});
}

/** Places among some rows, in the order that all rows have. */
function placesInOrder(sorted: Uint32Array, rows: Uint32Array): Uint32Array {
	// One more than the place, 0 for rows that are not asked for.
	const placeOf = new Uint32Array(sorted.length);
	for (let place = 0; place < rows.length; place++) placeOf[rows[place]] = place + 1;
	// One more than there are: written at every step and counted only if asked for, so that no branch is guessed wrong.
	const picked = new Uint32Array(rows.length + 1);
	let count = 0;
	for (let i = 0; i < sorted.length; i++) {
		const place = placeOf[sorted[i]];
		picked[count] = place - 1;
		count += Number(place > 0);
	}
	return picked.subarray(0, count);
}

/** Where a place lies: which part, which row of its columns. */
export function rowAt(answer: Answer, place: number): { part: AnswerPart; row: number } {
	let left = place;
	for (const part of answer.parts) {
		if (left < part.rows.length) return { part, row: part.rows[left] };
		left -= part.rows.length;
	}
	throw new Error(`An answer of ${answer.count} sources has no place ${place}.`);
}

/**
 * How many of the sorted come before a source, and whether it is among them. A source that no longer answers is looked for
 * where it would be. null for a source of none of the runs.
 */
export async function rankOf(
	answer: Answer,
	by: SortedBy,
	sourceId: number
): Promise<{ rank: number; isAmong: boolean } | null> {
	const order = await sortedAnswer(answer, by);
	const valueAt = await valuesByPlace(answer, by.sort);
	let before = 0;
	for (const part of answer.parts) {
		const ids = await part.columns.read('sourceId');
		const row = lowerBound(ids, sourceId);
		if (ids[row] === sourceId) {
			const at = lowerBound(part.rows, row);
			const isAmong = part.rows[at] === row;
			const value = (await valuesBy(answer, part, by.sort))(row);
			// Between its neighbours, as far as ties go.
			const place = isAmong ? before + at : before + at - 0.5;
			const sign = by.order === 'asc' ? 1 : -1;
			const rank = firstFrom(
				order,
				(other) => comparedValues(valueAt(other), value, sign) || other - place
			);
			return { rank, isAmong };
		}
		before += part.rows.length;
	}
	return null;
}

/** The first index of the order that the comparison does not put before. */
function firstFrom(order: Uint32Array, compared: (place: number) => number): number {
	let low = 0;
	let high = order.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (compared(order[middle]) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

function lowerBound(sorted: ArrayLike<number>, key: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (sorted[middle] < key) low = middle + 1;
		else high = middle;
	}
	return low;
}

async function sortValues(answer: Answer, sort: SourceOrder['sort']): Promise<Float64Array> {
	const values = new Float64Array(answer.count);
	let from = 0;
	for (const part of answer.parts) {
		const valueAt = await valuesBy(answer, part, sort);
		const { rows } = part;
		for (let i = 0; i < rows.length; i++) values[from + i] = valueAt(rows[i]);
		from += rows.length;
	}
	return values;
}

async function valuesByPlace(
	answer: Answer,
	sort: SourceOrder['sort']
): Promise<(place: number) => number> {
	const byPart = new Map<AnswerPart, (row: number) => number>();
	for (const part of answer.parts) byPart.set(part, await valuesBy(answer, part, sort));
	return (place) => {
		const { part, row } = rowAt(answer, place);
		return byPart.get(part)?.(row) ?? NaN;
	};
}

async function valuesBy(
	answer: Answer,
	part: AnswerPart,
	sort: SourceOrder['sort']
): Promise<(row: number) => number> {
	const column = columnOf(sort);
	if (column) {
		const values = await part.columns.read(column);
		return (row) => values[row];
	}
	if (sort === 'run') return () => part.generation.runId;
	const circles = circlesOf(answer.places);
	const [ra, dec] = await Promise.all([part.columns.read('ra'), part.columns.read('dec')]);
	return (row) => separationWithin(circles, ra[row], dec[row]);
}

/** The column that holds what is sorted by; null for what depends on the question. */
function columnOf(sort: SourceOrder['sort']): SourceColumn | null {
	if (sort === 'run' || sort === 'separation') return null;
	return sort === 'name' ? 'nameKey' : sort;
}

/** Columns never change: an answer is known by its rows, and by what they are sorted by. */
function keyOf({ parts, places, count }: Answer, { sort, order }: SortedBy): string {
	const rows = parts.map(({ columns, rows: kept }) => {
		const { runId, revision } = columns.generation;
		return `${runId}/${revision}/${columns.variant}/${kept.length}/${hashOf(kept)}`;
	});
	const circles = sort === 'separation' ? JSON.stringify(places) : '';
	return [count, sort, order, circles, ...rows].join(' ');
}

/** 64 bits of two hashes (FNV-1a, and one by another prime): rows that differ share them once in the age of the universe. */
function hashOf(rows: Uint32Array): string {
	let first = 0x811c9dc5;
	let second = 0x9e3779b9;
	for (let i = 0; i < rows.length; i++) {
		first = Math.imul(first ^ rows[i], 0x01000193);
		second = Math.imul(second ^ rows[i], 0x85ebca6b);
		second ^= second >>> 15;
	}
	return `${(first >>> 0).toString(36)}.${(second >>> 0).toString(36)}`;
}
