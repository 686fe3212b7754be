import type { Candidate, CandidateList } from '#schema/queue.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, list, number, record, shape, text, type CollectionPlan } from './plan.ts';

/** What a candidate table shows and sorts by, as the ranking saw it. null: not measured. */
export interface CandidateFacts {
	name: string;
	ra: number;
	dec: number;
	etaPeak: number | null;
	vPeak: number | null;
	maxFluxPeak: number | null;
	nMeas: number | null;
}

export type CandidateWithFacts = Candidate & { facts: CandidateFacts };
/** `voted`: somebody has voted on it once, so that no new ranking takes it out. */
type CandidateDoc = Stored<CandidateWithFacts> & { voted: boolean };

export const candidatesPlan: CollectionPlan = {
	name: 'candidates',
	validator: shape({
		_id: text,
		queueId: text,
		objectId: text,
		rank: number,
		score: number,
		reasons: list,
		runId: number,
		sourceId: number,
		facts: record,
		voted: flag,
		addedAt: instant
	}),
	indexes: [
		// An object stands in a queue once.
		{ key: { queueId: 1, objectId: 1 }, unique: true },
		// The table in its own order.
		{ key: { queueId: 1, rank: 1 } },
		// Which candidates are this object: votes by object, announcements.
		{ key: { objectId: 1 } }
	]
};

const candidates = (store: Store) => collection<CandidateDoc>(store, 'candidates');

const SORT_FIELDS: Record<Exclude<CandidateList['sort'], 'votes'>, string> = {
	rank: 'rank',
	name: 'facts.name',
	eta: 'facts.etaPeak',
	v: 'facts.vPeak',
	maxFlux: 'facts.maxFluxPeak',
	epochs: 'facts.nMeas'
};

/** The least a table needs to know of every candidate to filter and to find its place. */
export interface CandidatePlace {
	id: string;
	objectId: string;
	sourceId: number;
	rank: number;
}

export async function findCandidate(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<CandidateWithFacts | null> {
	const doc = await candidates(store).findOne({ _id: id }, { session: transaction });
	return doc && candidateOf(doc);
}

/** All of a queue's candidates in the asked order; ties by rank, then id. Sorting by votes is the caller's. */
export async function candidatePlaces(
	store: Store,
	queueId: string,
	order: Pick<CandidateList, 'sort' | 'order'>
): Promise<CandidatePlace[]> {
	const field = order.sort === 'votes' ? 'rank' : SORT_FIELDS[order.sort];
	const direction = order.order === 'desc' && order.sort !== 'votes' ? -1 : 1;
	const docs = await candidates(store)
		.find({ queueId })
		.project<Pick<CandidateDoc, '_id' | 'objectId' | 'sourceId' | 'rank'>>({
			objectId: 1,
			sourceId: 1,
			rank: 1
		})
		.sort({ [field]: direction, ...(field === 'rank' ? {} : { rank: 1 }), _id: 1 })
		.toArray();
	return docs.map(({ _id, ...place }) => ({ id: _id, ...place }));
}

export async function findCandidates(store: Store, ids: string[]): Promise<CandidateWithFacts[]> {
	const docs = await candidates(store)
		.find({ _id: { $in: ids } })
		.toArray();
	const byId = new Map(docs.map((doc) => [doc._id, doc]));
	return ids.flatMap((id) => {
		const doc = byId.get(id);
		return doc ? [candidateOf(doc)] : [];
	});
}

export async function candidatesOfQueue(
	store: Store,
	queueId: string
): Promise<CandidateWithFacts[]> {
	const docs = await candidates(store).find({ queueId }).sort({ rank: 1, _id: 1 }).toArray();
	return docs.map(candidateOf);
}

/** Adds candidates and renews rank, reasons and facts of those whose object is in the queue already. */
export async function upsertCandidates(
	store: Store,
	candidatesToWrite: CandidateWithFacts[]
): Promise<void> {
	if (candidatesToWrite.length === 0) return;
	await candidates(store).bulkWrite(
		candidatesToWrite.map((candidate) => {
			const { _id, queueId, objectId, addedAt, ...renewed } = withoutId(candidate);
			return {
				updateOne: {
					filter: { queueId, objectId },
					update: { $set: renewed, $setOnInsert: { _id, addedAt, voted: false } },
					upsert: true
				}
			};
		}),
		{ ordered: false }
	);
}

/** Puts candidates in these places of the table, and leaves all else about them. */
export async function placeCandidates(
	store: Store,
	places: { id: string; rank: number }[]
): Promise<void> {
	if (places.length === 0) return;
	await candidates(store).bulkWrite(
		places.map(({ id, rank }) => ({
			updateOne: { filter: { _id: id }, update: { $set: { rank } } }
		})),
		{ ordered: false }
	);
}

/**
 * Marks a candidate as voted on, in the transaction of its first vote: a ranking that would take it out at that moment
 * meets this write, and one of the two begins again.
 */
export async function markVoted(store: Store, id: string, transaction: Transaction): Promise<void> {
	await candidates(store).updateOne(
		{ _id: id, voted: false },
		{ $set: { voted: true } },
		{ session: transaction }
	);
}

/** Takes candidates out of their queue, except those that anyone has ever voted on; gives the ids of what stays. */
export async function removeUnvoted(store: Store, ids: string[]): Promise<Set<string>> {
	await candidates(store).deleteMany({ _id: { $in: ids }, voted: false });
	return new Set(await candidates(store).distinct('_id', { _id: { $in: ids } }));
}

/** Candidates per queue. */
export async function countCandidates(
	store: Store,
	queueIds: string[]
): Promise<Map<string, number>> {
	const counts = await candidates(store)
		.aggregate<{ _id: string; n: number }>([
			{ $match: { queueId: { $in: queueIds } } },
			{ $group: { _id: '$queueId', n: { $sum: 1 } } }
		])
		.toArray();
	return new Map(counts.map(({ _id, n }) => [_id, n]));
}

/** Where objects can be looked at: each as a candidate of every queue it is in. */
export async function candidatesOfObjects(
	store: Store,
	objectIds: string[]
): Promise<{ id: string; queueId: string; objectId: string }[]> {
	const docs = await candidates(store)
		.find({ objectId: { $in: objectIds } })
		.project<Pick<CandidateDoc, '_id' | 'queueId' | 'objectId'>>({ queueId: 1, objectId: 1 })
		.sort({ addedAt: 1, _id: 1 })
		.toArray();
	return docs.map(({ _id, queueId, objectId }) => ({ id: _id, queueId, objectId }));
}

/** Where an object stands as a candidate: the queues to tell when its labels change. */
export async function queuesOfObject(store: Store, objectId: string): Promise<string[]> {
	return candidates(store).distinct('queueId', { objectId });
}

function candidateOf(doc: CandidateDoc): CandidateWithFacts {
	return withId<CandidateWithFacts>(without(doc, 'voted'));
}
