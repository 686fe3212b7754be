import type { Source } from '#schema/source.ts';
import { unpackFlags } from './binary.ts';
import { collection, type Store } from './client.ts';
import { unpackColumns, type StoredLightCurve } from './sourceLightCurve.ts';
import type { Generation } from './sources.ts';

const FIELDS = [
	'objectId',
	'name',
	'wavgRa',
	'wavgDec',
	'avgCompactness',
	'minFluxPeakIslRatio',
	'nMeas',
	'nSibl',
	'nRel'
] as const satisfies (keyof Source)[];

/** What of a source its score is made from: its light curve as columns in time order, and what may make it an artefact. */
export interface SourceToScore
	extends Pick<Source, (typeof FIELDS)[number]>, ReturnType<typeof unpackColumns> {
	sourceId: number;
	forced: Uint8Array;
}

interface CurveDoc extends Pick<Source, (typeof FIELDS)[number]> {
	_id: number;
	lightCurve: StoredLightCurve;
}

const PROJECTION = Object.fromEntries(
	[...FIELDS, 'lightCurve.n', 'lightCurve.numbers', 'lightCurve.forced'].map((field) => [field, 1])
);

/** A generation's sources in order of id, one after the other; those of these objects, where they are named. */
export async function* curvesToScore(
	store: Store,
	{ runId, revision }: Generation,
	objectIds?: readonly string[]
): AsyncGenerator<SourceToScore> {
	const which = { runId, revision, ...(objectIds ? { objectId: { $in: [...objectIds] } } : {}) };
	const found = collection<CurveDoc>(store, 'sources')
		.find(which, { projection: PROJECTION })
		.sort({ _id: 1 });
	for await (const { _id, lightCurve, ...source } of found)
		yield {
			...source,
			...unpackColumns(lightCurve),
			sourceId: _id,
			forced: unpackFlags(lightCurve.forced)
		};
}
