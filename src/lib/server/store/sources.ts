import type { LightCurve, Source } from '#schema/source.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { toGeoJsonPoint, type GeoJsonPoint } from '#science/sky/position.ts';
import { separationDeg } from '#science/sky/separation.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { number, point, record, shape, text, type CollectionPlan } from './plan.ts';
import {
	packLightCurve,
	unpackLightCurve,
	type AssociatedLightCurve,
	type StoredLightCurve
} from './sourceLightCurve.ts';

/** A source as the association hands it over. */
export interface NewSource extends Source {
	lightCurve: AssociatedLightCurve;
	/** Sources it shares measurements with. */
	relatedIds: number[];
}

type SourceDoc = Stored<Source> & {
	position: GeoJsonPoint;
	lightCurve: StoredLightCurve;
	relatedIds: number[];
};

/** The sources of one run that are shown: those of its current revision. */
export interface Generation {
	runId: number;
	revision: number;
}

export const sourcesPlan: CollectionPlan = {
	name: 'sources',
	validator: shape({
		_id: number,
		runId: number,
		revision: number,
		name: text,
		position: point,
		lightCurve: record
	}),
	indexes: [
		// A run's sources: ranking, the η–V plane, deleting a revision.
		{ key: { runId: 1, revision: 1, _id: 1 } },
		// The object's source in each run.
		{ key: { objectId: 1, runId: 1, revision: 1 } },
		{ key: { position: '2dsphere' } }
	]
};

const sources = (store: Store) => collection<SourceDoc>(store, 'sources');
/** Light curves are nine tenths of a source; lists do without. */
const WITHOUT_CURVE = { lightCurve: 0, position: 0, relatedIds: 0 } as const;

export async function insertSources(store: Store, created: NewSource[]): Promise<void> {
	const documents = created.map(({ lightCurve, relatedIds, ...source }) => ({
		...withoutId<Source>(source),
		position: toGeoJsonPoint(source.wavgRa, source.wavgDec),
		lightCurve: packLightCurve(lightCurve),
		relatedIds
	}));
	if (documents.length) await sources(store).insertMany(documents, { ordered: false });
}

export async function findSource(store: Store, id: number): Promise<Source | null> {
	const doc = await sources(store).findOne({ _id: id }, { projection: WITHOUT_CURVE });
	return doc && sourceOf(doc);
}

export async function findSources(store: Store, ids: number[]): Promise<Map<number, Source>> {
	const docs = await sources(store)
		.find({ _id: { $in: ids } }, { projection: WITHOUT_CURVE })
		.toArray();
	return new Map(docs.map((doc) => [doc._id, sourceOf(doc)]));
}

/** The object's source, with its light curve, in the first of these generations that has one. */
export async function findSourceOfObject(
	store: Store,
	objectId: string,
	generations: Generation[]
): Promise<{ source: Source; lightCurve: LightCurve } | null> {
	if (!generations.length) return null;
	const filter = { objectId, $or: generations.map(({ runId, revision }) => ({ runId, revision })) };
	const docs = await sources(store).find(filter).sort({ _id: 1 }).toArray();
	for (const { runId, revision } of generations) {
		const doc = docs.find((found) => found.runId === runId && found.revision === revision);
		if (doc) return { source: sourceOf(doc), lightCurve: unpackLightCurve(doc.lightCurve) };
	}
	return null;
}

export async function readLightCurve(store: Store, sourceId: number): Promise<LightCurve | null> {
	const doc = await sources(store).findOne({ _id: sourceId }, { projection: { lightCurve: 1 } });
	return doc && unpackLightCurve(doc.lightCurve);
}

/** All sources of a generation in order of id, without light curves. */
export async function sourcesOfRun(
	store: Store,
	{ runId, revision }: Generation
): Promise<Source[]> {
	const docs = await sources(store)
		.find({ runId, revision }, { projection: WITHOUT_CURVE })
		.sort({ _id: 1 })
		.toArray();
	return docs.map(sourceOf);
}

/** What finding a source's sky object takes. */
export type PlacedSource = Pick<
	Source,
	'id' | 'name' | 'wavgRa' | 'wavgDec' | 'wavgUncertaintyEw' | 'wavgUncertaintyNs'
>;

/** All sources of a generation in order of id, with their positions only. */
export async function placesOfRun(
	store: Store,
	{ runId, revision }: Generation
): Promise<PlacedSource[]> {
	const fields = { name: 1, wavgRa: 1, wavgDec: 1, wavgUncertaintyEw: 1, wavgUncertaintyNs: 1 };
	const docs = await sources(store)
		.find({ runId, revision })
		.project<Stored<PlacedSource>>(fields)
		.sort({ _id: 1 })
		.toArray();
	return docs.map((doc) => withId<PlacedSource>(doc));
}

/** Measurement ids of every source of a generation, to see which sources share one. */
export async function measurementIdsOfRun(
	store: Store,
	{ runId, revision }: Generation
): Promise<{ sourceId: number; relatedIds: number[]; measurementIds: number[] }[]> {
	const docs = await sources(store)
		.find({ runId, revision, 'relatedIds.0': { $exists: true } })
		.sort({ _id: 1 })
		.toArray();
	return docs.map((doc) => ({
		sourceId: doc._id,
		relatedIds: doc.relatedIds,
		measurementIds: unpackLightCurve(doc.lightCurve).measurementId
	}));
}

/** Links sources to their sky objects. */
export async function linkSources(
	store: Store,
	links: { sourceId: number; objectId: string }[],
	transaction?: Transaction
): Promise<void> {
	for (let from = 0; from < links.length; from += 5000)
		await sources(store).bulkWrite(
			links.slice(from, from + 5000).map(({ sourceId, objectId }) => ({
				updateOne: { filter: { _id: sourceId }, update: { $set: { objectId } } }
			})),
			{ ordered: false, session: transaction }
		);
}

/** Deletes what a broken-off attempt has written of a revision. */
export async function deleteRevision(store: Store, { runId, revision }: Generation): Promise<void> {
	await sources(store).deleteMany({ runId, revision });
}

/** Deletes a run's sources except those of one revision, which has replaced them. */
export async function deleteOtherRevisions(
	store: Store,
	{ runId, revision }: Generation
): Promise<void> {
	await sources(store).deleteMany({ runId, revision: { $ne: revision } });
}

/** Sources of these generations within a circle (degrees), nearest first. */
export async function coneSearchSources(
	store: Store,
	{ ra, dec, radiusDeg }: { ra: number; dec: number; radiusDeg: number },
	generations: Generation[]
): Promise<(Source & { separationDeg: number })[]> {
	if (!generations.length) return [];
	const docs = await sources(store)
		.find(
			{
				position: { $geoWithin: { $geometry: capPolygon(ra, dec, radiusDeg) } },
				$or: generations.map(({ runId, revision }) => ({ runId, revision }))
			},
			{ projection: WITHOUT_CURVE }
		)
		.toArray();
	return docs
		.map((doc) => ({
			...sourceOf(doc),
			separationDeg: separationDeg(ra, dec, doc.wavgRa, doc.wavgDec)
		}))
		.filter((source) => source.separationDeg <= radiusDeg)
		.sort((a, b) => a.separationDeg - b.separationDeg || a.id - b.id);
}

function sourceOf(doc: SourceDoc): Source {
	return withId<Source>(without(doc, 'position', 'lightCurve', 'relatedIds'));
}
