import type { Source } from '#schema/source.ts';
import { collection, withId, type Store, type Stored } from './client.ts';
import type { Generation } from './sources.ts';

/** Each object's source, without its light curve, in the first of these generations that has one. */
export async function latestSourcesOfObjects(
	store: Store,
	objectIds: string[],
	generations: Generation[]
): Promise<Map<string, Source>> {
	if (generations.length === 0 || objectIds.length === 0) return new Map();
	const shown = generations.map(({ runId, revision }) => ({ runId, revision }));
	const docs = await collection<Stored<Source>>(store, 'sources')
		.find(
			{ objectId: { $in: objectIds }, $or: shown },
			{ projection: { lightCurve: 0, position: 0, relatedIds: 0 } }
		)
		.sort({ _id: 1 })
		.toArray();
	const place = new Map(shown.map(({ runId, revision }, at) => [`${runId}/${revision}`, at]));
	const placeOf = ({ runId, revision }: Generation) => place.get(`${runId}/${revision}`) ?? 0;
	const latest = new Map<string, Source>();
	for (const doc of docs) {
		if (doc.objectId === null) continue;
		const known = latest.get(doc.objectId);
		if (!known || placeOf(doc) < placeOf(known)) latest.set(doc.objectId, withId<Source>(doc));
	}
	return latest;
}
