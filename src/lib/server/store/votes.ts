import type { Vote } from '#schema/vote.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

type VoteDoc = Stored<Vote>;

export const votesPlan: CollectionPlan = {
	name: 'votes',
	validator: shape({
		_id: text,
		queueId: text,
		candidateId: text,
		objectId: text,
		userId: text,
		userName: text,
		round: number,
		classKey: text,
		confidence: { enum: ['possible', 'likely', 'certain'] },
		note: text,
		blind: flag,
		revealedAt: nullable(instant),
		createdAt: instant,
		updatedAt: instant
	}),
	indexes: [
		// One live vote per person, candidate and round, whatever races.
		{ key: { candidateId: 1, userId: 1, round: 1 }, unique: true },
		// A queue's table, its progress and one person's share of it.
		{ key: { queueId: 1, round: 1, candidateId: 1 } },
		{ key: { objectId: 1 } }
	]
};

const votes = (store: Store) => collection<VoteDoc>(store, 'votes');

export interface Ballot {
	candidateId: string;
	userId: string;
	round: number;
}

export async function findVote(
	store: Store,
	{ candidateId, userId, round }: Ballot,
	transaction?: Transaction
): Promise<Vote | null> {
	const doc = await votes(store).findOne({ candidateId, userId, round }, { session: transaction });
	return doc && withId<Vote>(doc);
}

/** Writes the person's one live vote, in place of an earlier one. */
export async function putVote(store: Store, vote: Vote, transaction: Transaction): Promise<void> {
	const doc = withoutId(vote);
	await votes(store).replaceOne({ _id: doc._id }, doc, { upsert: true, session: transaction });
}

export async function deleteVote(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await votes(store).deleteOne({ _id: id }, { session: transaction });
}

/** Everyone's live votes on a candidate, oldest first. */
export async function votesOnCandidate(
	store: Store,
	candidateId: string,
	round: number
): Promise<Vote[]> {
	const docs = await votes(store)
		.find({ candidateId, round })
		.sort({ createdAt: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Vote>(doc));
}

/** A vote as tables count it. */
export interface CountedVote {
	candidateId: string;
	userId: string;
	classKey: string;
}

export async function votesInQueue(
	store: Store,
	queueId: string,
	round: number
): Promise<CountedVote[]> {
	return votes(store)
		.find({ queueId, round })
		.project<CountedVote>({ _id: 0, candidateId: 1, userId: 1, classKey: 1 })
		.toArray();
}

/** How many votes each object has, in all queues and rounds. */
export async function countVotesByObject(
	store: Store,
	objectIds: string[]
): Promise<Map<string, number>> {
	const counts = await votes(store)
		.aggregate<{ _id: string; n: number }>([
			{ $match: { objectId: { $in: objectIds } } },
			{ $group: { _id: '$objectId', n: { $sum: 1 } } }
		])
		.toArray();
	return new Map(counts.map(({ _id, n }) => [_id, n]));
}

export interface QueueCounts {
	/** Candidates with as many votes as the queue wants. */
	settled: number;
	votes: number;
	/** Candidates this user has voted on. */
	mine: number;
}

/** How far each queue's present round is. */
export async function queueCounts(
	store: Store,
	queues: { id: string; round: number; opinionsWanted: number }[],
	userId: string
): Promise<Map<string, QueueCounts>> {
	if (queues.length === 0) return new Map();
	const perCandidate = await votes(store)
		.aggregate<{ _id: { queueId: string }; n: number; mine: number }>([
			{ $match: { $or: queues.map(({ id, round }) => ({ queueId: id, round })) } },
			{
				$group: {
					_id: { queueId: '$queueId', candidateId: '$candidateId' },
					n: { $sum: 1 },
					mine: { $sum: { $cond: [{ $eq: ['$userId', userId] }, 1, 0] } }
				}
			}
		])
		.toArray();
	const wanted = new Map(queues.map((queue) => [queue.id, queue.opinionsWanted]));
	const counts = new Map<string, QueueCounts>();
	for (const { _id, n, mine } of perCandidate) {
		const sum = counts.get(_id.queueId) ?? { settled: 0, votes: 0, mine: 0 };
		sum.settled += n >= (wanted.get(_id.queueId) ?? 1) ? 1 : 0;
		sum.votes += n;
		sum.mine += mine;
		counts.set(_id.queueId, sum);
	}
	return counts;
}
