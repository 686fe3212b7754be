import type { UnsettledMatch } from '#schema/source.ts';
import type { Store } from '../store/client.ts';
import { derivedId } from '../store/ids.ts';
import { caseKey, settledKeys, type UnsettledDoc } from '../store/unsettled.ts';
import type { ObjectMatch } from './matchToObjects.ts';

export interface LinkedSource {
	id: number;
	name: string;
	objectId: string;
}

interface Case extends Pick<UnsettledMatch, 'kind' | 'objectIds'> {
	source: LinkedSource;
}

interface Matched {
	match: ObjectMatch;
	linked: LinkedSource[];
	objects: { id: string }[];
	/** Measurement ids of the sources that share any. */
	shared: { sourceId: number; measurementIds: number[] }[];
}

/** The cases of a run that need a person, without those a person has settled before in this or another run. */
export async function openCases(
	store: Store,
	run: { id: number; name: string; revision: number },
	matched: Matched
): Promise<UnsettledDoc[]> {
	const { match, linked, objects } = matched;
	const cases: Case[] = [
		...match.merged.map(({ source, others }) => ({
			kind: 'merged' as const,
			source: linked[source],
			objectIds: [linked[source].objectId, ...others.map((row) => objects[row].id)]
		})),
		...match.split.map(({ source, wanted }) => ({
			kind: 'split' as const,
			source: linked[source],
			objectIds: [linked[source].objectId, objects[wanted].id]
		})),
		...forks(matched)
	];
	const settled = await settledKeys(
		store,
		cases.flatMap(({ objectIds }) => objectIds)
	);
	const open = new Map(cases.map((found) => [caseKey(found), found]));
	const createdAt = new Date();
	return [...open]
		.filter(([key]) => !settled.has(key))
		.map(([key, { kind, source, objectIds }]) => ({
			_id: derivedId('unsettled', run.id, run.revision, key),
			kind,
			runId: run.id,
			runName: run.name,
			revision: run.revision,
			sourceId: source.id,
			sourceName: source.name,
			objectIds,
			createdAt,
			settledBy: null,
			settledAt: null,
			decision: null
		}));
}

/** One case for each set of sources that share a measurement: which of them it belongs to, no position can tell. */
function forks({ linked, shared }: Matched): Case[] {
	const sourcesOf = new Map<number, number[]>();
	for (const { sourceId, measurementIds } of shared) {
		for (const id of measurementIds) {
			const owners = sourcesOf.get(id);
			if (owners) owners.push(sourceId);
			else sourcesOf.set(id, [sourceId]);
		}
	}
	const byId = new Map(linked.map((source) => [source.id, source]));
	return [...sourcesOf.values()]
		.filter((owners) => owners.length > 1)
		.map((owners) => owners.flatMap((id) => byId.get(id) ?? []))
		.map((sources) => ({
			kind: 'fork' as const,
			source: sources[0],
			objectIds: sources.map((source) => source.objectId)
		}));
}
