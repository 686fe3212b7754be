import type { BandMetrics, SourceMetrics } from '#schema/source.ts';
import { collection, SEEN_LATER, type Store } from './client.ts';
import type { Generation } from './generation.ts';
import { number, record, shape, text, type CollectionPlan } from './plan.ts';

/** What of a source's numbers changes when measurements are left out: its place, newness and relations stay. */
export type ReworkedMetrics = Omit<
	SourceMetrics,
	| 'wavgRa'
	| 'wavgDec'
	| 'wavgUncertaintyEw'
	| 'wavgUncertaintyNs'
	| 'isNew'
	| 'newHighSigma'
	| 'newTrueHighSigma'
	| 'nNeighbourDist'
	| 'nRel'
>;

/** A source's numbers without the measurements of bad images. Sources that have none in them are not here. */
export interface GoodMetrics {
	sourceId: number;
	/** Measurements left out. */
	nLeftOut: number;
	metrics: ReworkedMetrics;
	bands: BandMetrics[];
}

interface GoodMetricsDoc extends Omit<GoodMetrics, 'sourceId'>, Generation {
	/** The source’s id and the variant: `17 without-…`. */
	_id: string;
	sourceId: number;
	variant: string;
}

export const goodMetricsPlan: CollectionPlan = {
	name: 'goodMetrics',
	validator: shape({
		_id: text,
		sourceId: number,
		runId: number,
		revision: number,
		variant: text,
		metrics: record
	}),
	// A run's, for its ranking; deleting what no set of bad images asks for any more.
	indexes: [{ key: { runId: 1, revision: 1, variant: 1 } }]
};

const goodMetrics = (store: Store) => collection<GoodMetricsDoc>(store, 'goodMetrics');
const idOf = (sourceId: number, variant: string) => `${sourceId} ${variant}`;

/** Written again by an attempt that takes over: the same numbers. */
export async function saveGoodMetrics(
	store: Store,
	{ runId, revision, variant }: Generation & { variant: string },
	reworked: GoodMetrics[]
): Promise<void> {
	if (reworked.length === 0) return;
	await goodMetrics(store).bulkWrite(
		reworked.map((own) => ({
			replaceOne: {
				filter: { _id: idOf(own.sourceId, variant) },
				replacement: { ...own, runId, revision, variant },
				upsert: true
			}
		})),
		{ ordered: false, ...SEEN_LATER }
	);
}

/** A source's numbers without the images of this variant; null when it has no measurement in them, or none are worked out. */
export async function findGoodMetrics(
	store: Store,
	sourceId: number,
	variant: string
): Promise<GoodMetrics | null> {
	return goodMetrics(store).findOne({ _id: idOf(sourceId, variant) }, { projection: SHOWN });
}

/** Those of a whole generation, by source. */
export async function goodMetricsOfRun(
	store: Store,
	{ runId, revision, variant }: Generation & { variant: string }
): Promise<Map<number, GoodMetrics>> {
	const found = goodMetrics(store).find({ runId, revision, variant }, { projection: SHOWN });
	const bySource = new Map<number, GoodMetrics>();
	for await (const own of found) bySource.set(own.sourceId, own);
	return bySource;
}

/** Those of these sources, by source. */
export async function goodMetricsOfSources(
	store: Store,
	sourceIds: number[],
	variant: string
): Promise<Map<number, GoodMetrics>> {
	const ids = sourceIds.map((id) => idOf(id, variant));
	const found = await goodMetrics(store)
		.find({ _id: { $in: ids } }, { projection: SHOWN })
		.toArray();
	return new Map(found.map((own) => [own.sourceId, own]));
}

const SHOWN = { _id: 0, runId: 0, revision: 0, variant: 0 } as const;

/** Deletes those of a run's revisions that are not kept. */
export async function deleteGoodMetricsOfRevisions(
	store: Store,
	runId: number,
	keep: number[]
): Promise<void> {
	await goodMetrics(store).deleteMany({ runId, revision: { $nin: keep } });
}

/** Deletes a run's other numbers: of earlier revisions, and without other sets of images. */
export async function deleteGoodMetricsExcept(
	store: Store,
	runId: number,
	{ revision, variant }: { revision: number; variant: string }
): Promise<void> {
	await goodMetrics(store).deleteMany({
		runId,
		$or: [{ revision: { $ne: revision } }, { variant: { $ne: variant } }]
	});
}
