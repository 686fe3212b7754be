import {
	NEW_STATE,
	type Candidate,
	type CandidateList,
	type CandidateState
} from '#schema/queue.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	flag,
	instant,
	list,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

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
/**
 * `voted`: somebody has voted on it once, so that no new ranking takes it out. `turns` counts the commands that depended on
 * its state; documents of a version that knew none begin at 1.
 */
export type CandidateDoc = Stored<CandidateWithFacts> & { voted: boolean; turns?: number };

export const candidatesPlan: CollectionPlan = {
	name: 'candidates',
	validator: shape({
		_id: text,
		queueId: text,
		objectId: text,
		rank: number,
		score: number,
		reasons: list,
		runId: nullable(number),
		sourceId: nullable(number),
		facts: record,
		state: record,
		voted: flag,
		addedAt: instant
	}),
	indexes: [
		// An object stands in a queue once.
		{ key: { queueId: 1, objectId: 1 }, unique: true },
		// The table in its own order.
		{ key: { queueId: 1, rank: 1 } },
		// Which candidates are this object: votes by object, announcements.
		{ key: { objectId: 1 } },
		// What was revealed lately, for webhooks.
		{ key: { 'state.revealedAt': 1 } }
	]
};

export const candidates = (store: Store) => collection<CandidateDoc>(store, 'candidates');

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
	sourceId: number | null;
	rank: number;
	state: CandidateState;
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
	order: Pick<CandidateList, 'sort' | 'order'>,
	transaction?: Transaction
): Promise<CandidatePlace[]> {
	const field = order.sort === 'votes' ? 'rank' : SORT_FIELDS[order.sort];
	const direction = order.order === 'desc' && order.sort !== 'votes' ? -1 : 1;
	const docs = await candidates(store)
		.find({ queueId }, { session: transaction })
		.project<Pick<CandidateDoc, '_id' | 'objectId' | 'sourceId' | 'rank' | 'state'>>({
			objectId: 1,
			sourceId: 1,
			rank: 1,
			state: 1
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

/** Those of a queue that are these objects. */
export async function candidatesAmong(
	store: Store,
	queueId: string,
	objectIds: string[]
): Promise<CandidateWithFacts[]> {
	const docs = await candidates(store)
		.find({ queueId, objectId: { $in: objectIds } })
		.toArray();
	return docs.map(candidateOf);
}

/** Sources that stand in a queue for comparison. */
export async function comparisonSources(
	store: Store,
	queueId: string
): Promise<Set<number | null>> {
	const ids = await candidates(store).distinct('sourceId', {
		queueId,
		'reasons.rule': 'comparison'
	});
	return new Set(ids);
}

/** Adds candidates and renews rank, reasons and facts of those whose object is in the queue already; their state stays. */
export async function upsertCandidates(
	store: Store,
	candidatesToWrite: CandidateWithFacts[]
): Promise<void> {
	if (candidatesToWrite.length === 0) return;
	await candidates(store).bulkWrite(
		candidatesToWrite.map((candidate) => {
			const { _id, queueId, objectId, addedAt, state, ...renewed } = withoutId(candidate);
			return {
				updateOne: {
					filter: { queueId, objectId },
					update: { $set: renewed, $setOnInsert: { _id, addedAt, state, voted: false } },
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

/** Takes candidates out of their queue, except those that anyone has ever voted on; gives the ids of what stays. */
export async function removeUnvoted(store: Store, ids: string[]): Promise<Set<string>> {
	await candidates(store).deleteMany({ _id: { $in: ids }, voted: false });
	return new Set(await candidates(store).distinct('_id', { _id: { $in: ids } }));
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

export function candidateOf(doc: CandidateDoc): CandidateWithFacts {
	return withId<CandidateWithFacts>(without(doc, 'voted', 'turns'));
}

/** For migrations: candidates of a version that knew no retirement are live. */
export async function noteCandidateStates(db: Store['db']): Promise<void> {
	await db
		.collection('candidates')
		.updateMany({ state: { $exists: false } }, { $set: { state: NEW_STATE } });
	await db
		.collection('candidates')
		.updateMany({ 'state.round': { $exists: false } }, { $set: { 'state.round': 1 } });
}
