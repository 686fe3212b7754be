import type { ProvenanceFilter } from '#schema/provenance.ts';
import type { RunSort } from '#schema/runPage.ts';
import type { Run, RunStatus } from '#schema/run.ts';
import type { Document, Filter } from 'mongodb';
import { withId, type Store } from './client.ts';
import { runs, type RunDoc } from './runs.ts';
import { tagApplications } from './tags.ts';

/** Which runs; every part that is given is a condition. */
export interface RunFilter {
	/** Part of the name, upper and lower case alike. */
	name?: string;
	/** null: of the command line. */
	ownerId?: string | null;
	status?: RunStatus;
	tag?: string;
	provenance?: ProvenanceFilter | null;
}

/** What a list shows of a run: not which thousands of images it has. */
export type ListedRun = Omit<Run, 'imageIds'>;

/** Long, and on no list. */
const UNLISTED = ['attempt', 'basis', 'previous', 'restore', 'imageIds', 'publishedAt'] as const;

const SORT_KEYS: Record<RunSort, string> = {
	name: 'name',
	status: 'status',
	owner: 'userName',
	images: 'nImages',
	sources: 'nSources',
	measurements: 'nSelavyMeasurements',
	new: 'nNewSources',
	took: 'tookMs',
	made: 'createdAt',
	ended: 'endedAt'
};

/** A page of runs in the order asked for; those alike by id. What has not happened yet comes last, either way. */
export async function listRunPage(
	store: Store,
	filter: RunFilter,
	{
		sort,
		order,
		skip,
		limit
	}: { sort: RunSort; order: 'asc' | 'desc'; skip: number; limit: number }
): Promise<ListedRun[]> {
	const key = SORT_KEYS[sort];
	const way = order === 'asc' ? 1 : -1;
	const docs = await runs(store)
		.aggregate<Omit<RunDoc, (typeof UNLISTED)[number]>>(
			[
				{ $match: await conditions(store, filter) },
				{ $unset: [...UNLISTED, 'latestRevision'] },
				{ $set: { tookMs: TOOK_MS } },
				{ $set: { isLacking: { $eq: [{ $ifNull: [`$${key}`, null] }, null] } } },
				{ $sort: { isLacking: 1, [key]: way, _id: -1 } },
				{ $skip: skip },
				{ $limit: limit },
				{ $unset: ['tookMs', 'isLacking'] }
			],
			// Names as people sort them.
			{ collation: { locale: 'en', numericOrdering: true } }
		)
		.toArray();
	// The pipeline takes away what a listed run has not.
	return docs.map((doc) => withId<ListedRun>(doc as never));
}

/** null while a run is under way: then it is not known yet. */
const TOOK_MS: Document = {
	$cond: [{ $gt: ['$endedAt', '$startedAt'] }, { $subtract: ['$endedAt', '$startedAt'] }, null]
};

export async function countRuns(store: Store, filter: RunFilter): Promise<number> {
	return runs(store).countDocuments(await conditions(store, filter));
}

/** Who has made runs, and the tags on them. */
export async function runChoices(
	store: Store
): Promise<{ owners: { id: string | null; name: string | null }[]; tags: string[] }> {
	const [owners, tags] = await Promise.all([
		runs(store)
			.aggregate<{ _id: string | null; name: string | null }>([
				{ $group: { _id: '$userId', name: { $last: '$userName' } } },
				{ $sort: { name: 1 } }
			])
			.toArray(),
		tagApplications(store).distinct('tag', { 'target.kind': 'run' })
	]);
	return { owners: owners.map(({ _id, name }) => ({ id: _id, name })), tags: tags.sort() };
}

async function conditions(
	store: Store,
	{ name, ownerId, status, tag, provenance }: RunFilter
): Promise<Filter<RunDoc>> {
	return {
		...(name && { name: { $regex: escaped(name), $options: 'i' } }),
		...(ownerId !== undefined && { userId: ownerId }),
		...(status && { status }),
		...(provenance && { [`provenance.${provenance.key}`]: { $eq: provenance.value } }),
		...(tag && { _id: { $in: await taggedRuns(store, tag) } })
	};
}

async function taggedRuns(store: Store, tag: string): Promise<number[]> {
	const ids = await tagApplications(store).distinct('target.id', { tag, 'target.kind': 'run' });
	return ids.map(Number);
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
