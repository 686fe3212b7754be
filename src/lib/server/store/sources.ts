import type { LightCurve, Source } from '#schema/source.ts';
import { capPolygon } from '#science/sky/capPolygon.ts';
import { toGeoJsonPoint, type GeoJsonPoint } from '#science/sky/position.ts';
import { separationDeg } from '#science/sky/separation.ts';
import {
	SEEN_LATER,
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import type { Generation } from './generation.ts';
import { number, point, record, shape, text, type CollectionPlan } from './plan.ts';
import { imageNames } from './images.ts';
import { deleteForcedExcept } from './measurements.ts';
import { deleteGoodMetricsOfRevisions } from './goodMetrics.ts';
import { deleteColumns, deleteColumnsExcept } from './sourceColumns.ts';
import {
	packLightCurve,
	repacked,
	unpackColumns,
	unpackLightCurve,
	type AssociatedLightCurve,
	type SeparateColumns,
	type StoredLightCurve
} from './sourceLightCurve.ts';

export type { Generation };

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
		// The object's source in each run, and which source that is without reading it.
		{ key: { objectId: 1, runId: 1, revision: 1, _id: 1 } },
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
	if (documents.length)
		await sources(store).insertMany(documents, { ordered: false, ...SEEN_LATER });
}

export async function findSource(store: Store, id: number): Promise<Source | null> {
	const doc = await sources(store).findOne({ _id: id }, { projection: WITHOUT_CURVE });
	return doc && sourceOf(doc);
}

export async function findSources(store: Store, ids: number[]): Promise<Map<number, Source>> {
	const docs = await sources(store)
		.find({ _id: { $in: ids } }, { projection: WITHOUT_CURVE })
		.toArray();
	// What is not read need not be taken out.
	return new Map(docs.map((doc) => [doc._id, withId<Source>(doc)]));
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
		if (doc) return { source: sourceOf(doc), lightCurve: await shownCurve(store, doc.lightCurve) };
	}
	return null;
}

export async function readLightCurve(store: Store, sourceId: number): Promise<LightCurve | null> {
	const doc = await sources(store).findOne({ _id: sourceId }, { projection: { lightCurve: 1 } });
	return doc && shownCurve(store, doc.lightCurve);
}

async function shownCurve(store: Store, stored: StoredLightCurve): Promise<LightCurve> {
	const ids = [...new Set(unpackColumns(stored).imageId)];
	return unpackLightCurve(stored, await imageNames(store, ids));
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
	// What is not read need not be taken out.
	return docs.map((doc) => withId<Source>(doc));
}

const RANKED_BY = [
	'objectId',
	'name',
	'wavgRa',
	'wavgDec',
	'nMeas',
	'etaPeak',
	'vPeak',
	'avgFluxPeak',
	'maxFluxPeak',
	'minFluxPeak',
	'isNew',
	'newHighSigma',
	'vsAbsSignificantMaxPeak',
	'mAbsSignificantMaxPeak',
	'vsAbsSignificantMaxInt',
	'mAbsSignificantMaxInt',
	'bands'
] as const satisfies (keyof Source)[];
/** What a source is ranked by, and what a candidate says of it. */
export type RankedBy = Pick<Source, 'id' | (typeof RANKED_BY)[number]>;

/** All sources of a generation in order of id, with what they are ranked by: a third of what is known of them. */
export async function sourcesToRank(
	store: Store,
	{ runId, revision }: Generation
): Promise<RankedBy[]> {
	const docs = await sources(store)
		.find({ runId, revision })
		.project<Stored<RankedBy>>(Object.fromEntries(RANKED_BY.map((key) => [key, 1])))
		.sort({ _id: 1 })
		.toArray();
	return docs.map((doc) => withId<RankedBy>(doc));
}

/** A source as the association had left it, with its rows in time order. */
export interface PublishedSource extends Pick<
	Source,
	'id' | 'wavgRa' | 'wavgDec' | 'wavgUncertaintyEw' | 'wavgUncertaintyNs'
> {
	relatedIds: number[];
	imageId: Float64Array;
	measurementId: Float64Array;
	d2d: Float64Array;
	dr: Float64Array;
}

/** All sources of a generation in order of id, for a run to which images are added. */
export async function publishedSources(
	store: Store,
	{ runId, revision }: Generation
): Promise<PublishedSource[]> {
	const found = sources(store).find({ runId, revision }).sort({ _id: 1 });
	const published: PublishedSource[] = [];
	for await (const doc of found) {
		const { imageId, measurementId, d2d, dr } = unpackColumns(doc.lightCurve);
		const { _id: id, relatedIds, wavgRa, wavgDec, wavgUncertaintyEw, wavgUncertaintyNs } = doc;
		const place = { id, wavgRa, wavgDec, wavgUncertaintyEw, wavgUncertaintyNs };
		published.push({ ...place, relatedIds, imageId, measurementId, d2d, dr });
	}
	return published;
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
	await deleteColumns(store, { runId, revision });
}

/** Deletes a run's sources and forced measurements except those of these revisions, which are shown or can come back. */
export async function deleteRevisionsExcept(
	store: Store,
	runId: number,
	keep: number[]
): Promise<void> {
	await sources(store).deleteMany({ runId, revision: { $nin: keep } });
	await deleteColumnsExcept(store, runId, keep);
	await deleteGoodMetricsOfRevisions(store, runId, keep);
	await deleteForcedExcept(store, runId, keep);
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

/** Light curves of a version that stored each column in a field of its own. */
export async function repackLightCurves(db: Store['db']): Promise<void> {
	const sources = db.collection<Stored<{ id: number; lightCurve: SeparateColumns }>>('sources');
	const separate = sources.find({ 'lightCurve.mjd': { $exists: true } });
	for await (const { _id, lightCurve } of separate) {
		const $set = { lightCurve: repacked(lightCurve), newTrueHighSigma: 0 };
		await db.collection<SourceDoc>('sources').updateOne({ _id }, { $set });
	}
}

/** The index of an object's sources as it was before it told their ids too. */
export async function dropNarrowObjectIndex(db: Store['db']): Promise<void> {
	const indexes = await db.collection('sources').indexes();
	const name = 'objectId_1_runId_1_revision_1';
	if (indexes.some((index) => index.name === name)) await db.collection('sources').dropIndex(name);
}
