import type { PipelineConfig } from '#schema/pipelineConfig.ts';
import type { LightCurve, Source } from '#schema/source.ts';
import { collection, withId, without, type Store, type Stored } from './client.ts';
import { unpackLightCurve, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

type SourceDoc = Stored<Source> & {
	position: unknown;
	lightCurve: StoredLightCurve;
	relatedIds: number[];
};
const WITHOUT_CURVE = { lightCurve: 0, position: 0, relatedIds: 0 } as const;

const sources = (store: Store) => collection<SourceDoc>(store, 'sources');

/** A source with its light curve and the sources it shares measurements with, in one read. Images go by their ids. */
export async function readSource(
	store: Store,
	id: number
): Promise<{ source: Source; lightCurve: LightCurve; relatedIds: number[] } | null> {
	const doc = await sources(store).findOne({ _id: id });
	if (!doc) return null;
	const { lightCurve, relatedIds } = doc;
	return {
		source: withId<Source>(without(doc, 'position', 'lightCurve', 'relatedIds')),
		lightCurve: unpackLightCurve(lightCurve, new Map()),
		relatedIds
	};
}

/** Every source that the object has in any generation that is kept, without light curves. */
export async function sourcesOfObject(store: Store, objectId: string): Promise<Source[]> {
	const docs = await sources(store)
		.find({ objectId }, { projection: WITHOUT_CURVE })
		.sort({ _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Source>(doc));
}

/** Collections whose documents remember which source their author was looking at. */
const WITNESSES = ['candidates', 'tagApplications', 'comments', 'alerts'];

/** The object that labels say this source was, for a source that is gone. Reads all labels: for that rare page only. */
export async function objectSeenAs(store: Store, sourceId: number): Promise<string | null> {
	for (const witness of WITNESSES) {
		const label = await collection<{ objectId?: string; sourceId: number | null }>(
			store,
			witness
		).findOne({ sourceId, objectId: { $type: 'string' } }, { projection: { objectId: 1 } });
		if (label?.objectId) return label.objectId;
	}
	return null;
}

/** How results came about that a run shows, or can go back to. */
export interface ResultsBasis {
	revision: number;
	publishedAt: Date | null;
	softwareVersion: string | null;
	/** null when it was not noted. */
	settings: Omit<PipelineConfig, 'inputs' | 'run' | 'processing'> | null;
}

const SETTINGS = [
	'source_monitoring',
	'source_association',
	'new_sources',
	'measurements',
	'variability'
];

/** Without the lists of files, which are long. null when the run has no results of this revision. */
export async function resultsBasis(
	store: Store,
	{ runId, revision }: Generation
): Promise<ResultsBasis | null> {
	const settings = (path: string) => SETTINGS.map((key) => [`${path}.config.${key}`, 1]);
	const kept = ['revision', 'publishedAt', 'softwareVersion'];
	const projection = Object.fromEntries([
		...kept.flatMap((key) => [
			[key, 1],
			[`previous.${key}`, 1]
		]),
		...settings('basis'),
		...settings('previous.basis')
	]) as Record<string, 1>;
	type Basis = Omit<ResultsBasis, 'settings'> & {
		basis?: { config?: ResultsBasis['settings'] } | null;
	};
	const run = await collection<Basis & { _id: number; previous?: Basis | null }>(
		store,
		'runs'
	).findOne({ _id: runId }, { projection });
	const results = [run, run?.previous].find((shown) => shown?.revision === revision);
	if (!results) return null;
	const { publishedAt = null, softwareVersion = null, basis } = results;
	return { revision, publishedAt, softwareVersion, settings: basis?.config ?? null };
}
