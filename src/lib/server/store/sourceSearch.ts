import type { ScoredSource, Source } from '#schema/source.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import { circlesOf, rowsInCircles } from '#science/table/circles.ts';
import { allRows, rowsInRange } from '#science/table/rows.ts';
import { collection, withId, type Store, type Stored } from './client.ts';
import { readColumn, type SourceColumn } from './sourceColumns.ts';
import { ensureColumns } from './sourceColumnsBuild.ts';
import type { Generation } from './sources.ts';

/** Reads of the sources (store/sources.ts) by their numbers, or by the objects they are; without light curves. */
const WITHOUT_CURVE = { lightCurve: 0, position: 0, relatedIds: 0 } as const;
const AT_ONCE = 10_000;

const sources = (store: Store) => collection<Stored<Source>>(store, 'sources');

/** A generation's sources that the filter keeps, in order of id: what `isKept` keeps, found by columns. */
export async function sourcesKept(
	store: Store,
	generation: Generation,
	filter: SourceFilter
): Promise<ScoredSource[]> {
	await ensureColumns(store, generation);
	const read = (column: SourceColumn) => readColumn(store, generation, { variant: '', column });
	const sourceId = await read('sourceId');
	let rows = allRows(sourceId.length);
	for (const { field, is, value } of filter.conditions) {
		const range = is === 'atLeast' ? { min: value, max: null } : { min: null, max: value };
		rows = rowsInRange(rows, await read(field), range);
	}
	if (filter.newOnly) rows = rowsInRange(rows, await read('isNew'), { min: 1, max: 1 });
	if (filter.cone)
		rows = rowsInCircles(rows, await read('ra'), await read('dec'), circlesOf([filter.cone]));
	const eseScore = await read('eseScore');
	const scores = new Map(Array.from(rows, (row) => [sourceId[row], eseScore[row]]));
	const kept: ScoredSource[] = [];
	for (let from = 0; from < rows.length; from += AT_ONCE) {
		const ids = Array.from(rows.subarray(from, from + AT_ONCE), (row) => sourceId[row]);
		const docs = await sources(store)
			.find({ _id: { $in: ids } }, { projection: WITHOUT_CURVE })
			.sort({ _id: 1 })
			.toArray();
		for (const doc of docs)
			kept.push({ ...withId<Source>(doc), eseScore: scores.get(doc._id) ?? NaN });
	}
	return kept;
}

/** The object's source in the first of these generations that has one, for each object that is in any. */
export async function sourcesOfObjects(
	store: Store,
	objectIds: string[],
	generations: Generation[]
): Promise<Map<string, Source>> {
	if (objectIds.length === 0 || generations.length === 0) return new Map();
	const filter = {
		objectId: { $in: objectIds },
		$or: generations.map(({ runId, revision }) => ({ runId, revision }))
	};
	const docs = await sources(store)
		.find(filter, { projection: WITHOUT_CURVE })
		.sort({ _id: 1 })
		.toArray();
	const place = new Map(generations.map(({ runId }, at) => [runId, at]));
	const found = new Map<string, Source>();
	for (const source of docs.map((doc) => withId<Source>(doc))) {
		if (source.objectId === null) continue;
		const known = found.get(source.objectId);
		const isLater = known && (place.get(source.runId) ?? 0) >= (place.get(known.runId) ?? 0);
		if (!isLater) found.set(source.objectId, source);
	}
	return found;
}
