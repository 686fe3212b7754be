import type { SourceOrder } from '#schema/sourceQuery.ts';
import { argsort, comparedValues } from '#science/table/argsort.ts';
import { circlesOf, separationWithin } from '#science/table/circles.ts';
import { ByteLru } from '../../store/byteLru.ts';
import type { SourceColumn } from '../../store/sourceColumns.ts';
import type { Answer, AnswerPart } from './answer.ts';

/** An answer in an order: places are counted over the rows of all its parts, one part after the other. */
export interface Sorted {
	/** Places in their order. */
	order: Uint32Array;
	/** What it is sorted by, at each place. */
	values: Float64Array;
}

export type SortedBy = Pick<SourceOrder, 'sort' | 'order'>;

/** Page after page, to the next source and into a file: an answer is sorted once. */
const cache = new ByteLru<Sorted>(() => 64 * 2 ** 20);

/** Equal ones are in order of run, the latest first, then of id. What was not measured comes last, whichever end is first. */
export async function sortedAnswer(answer: Answer, by: SortedBy): Promise<Sorted> {
	return cache.get(keyOf(answer, by), async () => {
		const values = await sortValues(answer, by.sort);
		const value = { order: argsort(values, by.order), values };
		return { value, bytes: 12 * values.length + 1000 };
	});
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
	const { order, values } = await sortedAnswer(answer, by);
	let before = 0;
	for (const part of answer.parts) {
		const ids = await part.columns.read('sourceId');
		const row = lowerBound(ids, sourceId);
		if (ids[row] === sourceId) {
			const at = lowerBound(part.rows, row);
			const isAmong = part.rows[at] === row;
			const value = isAmong ? values[before + at] : await valueOf(answer, part, { row, by });
			// Between its neighbours, as far as ties go.
			const place = isAmong ? before + at : before + at - 0.5;
			const sign = by.order === 'asc' ? 1 : -1;
			const rank = firstFrom(
				order,
				(other) => comparedValues(values[other], value, sign) || other - place
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

async function valueOf(
	answer: Answer,
	part: AnswerPart,
	{ row, by }: { row: number; by: SortedBy }
): Promise<number> {
	return (await valuesBy(answer, part, by.sort))(row);
}

async function valuesBy(
	answer: Answer,
	part: AnswerPart,
	sort: SourceOrder['sort']
): Promise<(row: number) => number> {
	if (sort === 'run') return () => part.generation.runId;
	if (sort === 'separation') {
		const circles = circlesOf(answer.places);
		const [ra, dec] = await Promise.all([part.columns.read('ra'), part.columns.read('dec')]);
		return (row) => separationWithin(circles, ra[row], dec[row]);
	}
	const column: SourceColumn = sort === 'name' ? 'nameKey' : sort;
	const values = await part.columns.read(column);
	return (row) => values[row];
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
