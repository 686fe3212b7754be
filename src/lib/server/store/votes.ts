import type { Queue } from '#schema/queue.ts';
import { counted, type Counted } from '#schema/taxonomy.ts';
import type { Vote } from '#schema/vote.ts';
import { candidatesMovedOn } from './candidateStates.ts';
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
		taxonomyVersion: number,
		probability: nullable(number),
		seconds: nullable(number),
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
		{ key: { objectId: 1 } },
		// What one person has said of anything.
		{ key: { userId: 1 } }
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

/** Everyone's live votes on a candidate in one round, or in all; oldest first. */
export async function votesOnCandidate(
	store: Store,
	candidateId: string,
	round?: number,
	transaction?: Transaction
): Promise<Vote[]> {
	const docs = await votes(store)
		.find({ candidateId, ...(round !== undefined && { round }) }, { session: transaction })
		.sort({ round: 1, createdAt: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Vote>(doc));
}

type CastVote = Pick<Vote, 'candidateId' | 'userId' | 'round' | 'classKey'>;
/** A vote as tables count it. */
export type CountedVote = Counted<CastVote>;

/** Of all rounds: each candidate's present one is its own. */
export async function votesInQueue(
	store: Store,
	{ id: queueId, taxonomy }: Pick<Queue, 'id' | 'taxonomy'>,
	transaction?: Transaction
): Promise<CountedVote[]> {
	const cast = await votes(store)
		.find({ queueId }, { session: transaction })
		.project<CastVote>({ _id: 0, candidateId: 1, userId: 1, round: 1, classKey: 1 })
		.toArray();
	return counted(taxonomy, cast);
}

/** Ids of those among these candidates that the person has voted on in their present round. */
export async function votedOnNow(
	store: Store,
	userId: string,
	candidates: readonly { id: string; state: { round: number } }[]
): Promise<Set<string>> {
	const rounds = new Map(candidates.map(({ id, state }) => [id, state.round]));
	const cast = await votes(store)
		.find({ userId, candidateId: { $in: [...rounds.keys()] } })
		.project<Pick<Vote, 'candidateId' | 'round'>>({ _id: 0, candidateId: 1, round: 1 })
		.toArray();
	const now = cast.filter(({ candidateId, round }) => rounds.get(candidateId) === round);
	return new Set(now.map(({ candidateId }) => candidateId));
}

/** Notes at votes that others' votes are shown to their voters from now on; what was shown earlier keeps its time. */
export async function stampRevealed(
	store: Store,
	{ candidateIds, at }: { candidateIds: string[]; at: Date },
	transaction: Transaction
): Promise<void> {
	await votes(store).updateMany(
		{ candidateId: { $in: candidateIds }, revealedAt: null },
		{ $set: { revealedAt: at } },
		{ session: transaction }
	);
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
	/** Candidates that are retired, or have as many votes as the queue wants. */
	settled: number;
	votes: number;
	/** Candidates this user has voted on. */
	mine: number;
}

/** How far each queue is, every candidate in its present round. `hidden`: candidates on which this person's own vote is left out. */
export async function queueCounts(
	store: Store,
	queues: { id: string; opinionsWanted: number }[],
	by: { userId: string; hidden: readonly string[] }
): Promise<Map<string, QueueCounts>> {
	if (queues.length === 0) return new Map();
	const ids = queues.map(({ id }) => id);
	const [perCandidate, movedOn] = await Promise.all([
		countsPerCandidate(store, ids, by),
		candidatesMovedOn(store, ids)
	]);
	const states = new Map(movedOn.map((candidate) => [candidate.id, candidate]));
	const counts = new Map(
		queues.map(({ id }) => {
			const settled = movedOn.filter((moved) => moved.queueId === id && moved.isRetired).length;
			return [id, { settled, votes: 0, mine: 0 }];
		})
	);
	const wanted = new Map(queues.map(({ id, opinionsWanted }) => [id, opinionsWanted]));
	for (const { _id, n, mine } of perCandidate) {
		const { round, isRetired } = states.get(_id.candidateId) ?? FIRST_ROUND;
		const sum = counts.get(_id.queueId);
		if (!sum || _id.round !== round) continue;
		sum.settled += Number(!isRetired && n >= (wanted.get(_id.queueId) ?? 1));
		sum.votes += n;
		sum.mine += mine;
	}
	return counts;
}

const FIRST_ROUND = { round: 1, isRetired: false };

interface CandidateCount {
	_id: { queueId: string; candidateId: string; round: number };
	n: number;
	mine: number;
}

function countsPerCandidate(
	store: Store,
	queueIds: string[],
	{ userId, hidden }: { userId: string; hidden: readonly string[] }
): Promise<CandidateCount[]> {
	const leftOut =
		hidden.length > 0 ? { $nor: [{ userId, candidateId: { $in: [...hidden] } }] } : {};
	return votes(store)
		.aggregate<CandidateCount>([
			{ $match: { queueId: { $in: queueIds }, ...leftOut } },
			{
				$group: {
					_id: { queueId: '$queueId', candidateId: '$candidateId', round: '$round' },
					n: { $sum: 1 },
					mine: { $sum: { $cond: [{ $eq: ['$userId', userId] }, 1, 0] } }
				}
			}
		])
		.toArray();
}

/** For migrations: until now there was one class list, and nobody asked how probable or how long. */
export async function noteTaxonomyVersions(db: Store['db']): Promise<void> {
	const unknown = { taxonomyVersion: { $exists: false } };
	const noted = { taxonomyVersion: 1, probability: null };
	await db.collection('votes').updateMany(unknown, { $set: { ...noted, seconds: null } });
	await db.collection('voteEvents').updateMany(unknown, { $set: noted });
}
