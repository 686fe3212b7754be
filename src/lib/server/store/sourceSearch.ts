import type { Source } from '#schema/source.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { isKept } from '#science/variability/sourceFilter.ts';
import type { Document, Filter } from 'mongodb';
import { collection, withId, type Store, type Stored } from './client.ts';
import type { Generation } from './sources.ts';

/** Reads of the sources (store/sources.ts) by their numbers, or by the objects they are; without light curves. */
const WITHOUT_CURVE = { lightCurve: 0, position: 0, relatedIds: 0 } as const;
/** Half the sky: what the geometry of the index can still tell from its complement. */
const WIDEST_CAP_DEG = 80;

const sources = (store: Store) => collection<Stored<Source>>(store, 'sources');

/** A generation's sources that the filter keeps, in order of id. */
export async function sourcesKept(
	store: Store,
	{ runId, revision }: Generation,
	filter: SourceFilter
): Promise<Source[]> {
	const docs = await sources(store)
		.find(narrowed({ runId, revision }, filter), { projection: WITHOUT_CURVE })
		.sort({ _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Source>(doc)).filter((source) => isKept(source, filter));
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

/** What the database can do of the filter; `isKept` has the last word. NaN meets no comparison here either. */
function narrowed({ runId, revision }: Generation, filter: SourceFilter): Filter<Stored<Source>> {
	const bounds: Document[] = filter.conditions.map(({ field, is, value }) => ({
		[field]: is === 'atLeast' ? { $gte: value } : { $lte: value }
	}));
	const { cone } = filter;
	if (cone && cone.radiusDeg < WIDEST_CAP_DEG) {
		const within = capPolygon(cone.ra, cone.dec, cone.radiusDeg);
		bounds.push({ position: { $geoWithin: { $geometry: within } } });
	}
	if (filter.newOnly) bounds.push({ isNew: true });
	return { runId, revision, ...(bounds.length > 0 ? { $and: bounds } : {}) };
}
