import type { VoteEvent } from '#schema/vote.ts';
import { collection, type Store, type Transaction } from './client.ts';
import { flag, instant, number, shape, text, type CollectionPlan } from './plan.ts';
import { newId } from './ids.ts';
import type { Ballot } from './votes.ts';

interface VoteEventDoc extends VoteEvent {
	_id: string;
	queueId: string;
	objectId: string;
}

export const voteEventsPlan: CollectionPlan = {
	name: 'voteEvents',
	validator: shape({
		_id: text,
		kind: { enum: ['cast', 'changed', 'withdrawn', 'skipped'] },
		queueId: text,
		candidateId: text,
		objectId: text,
		userId: text,
		userName: text,
		round: number,
		taxonomyVersion: number,
		classKey: text,
		blind: flag,
		at: instant
	}),
	indexes: [
		// A candidate's history, and the moment others' votes were revealed to one person.
		{ key: { candidateId: 1, at: 1 } },
		// What one person has skipped in a queue.
		{ key: { queueId: 1, userId: 1, kind: 1 } }
	]
};

const voteEvents = (store: Store) => collection<VoteEventDoc>(store, 'voteEvents');

export async function appendVoteEvent(
	store: Store,
	event: VoteEvent & { queueId: string; objectId: string },
	transaction: Transaction
): Promise<void> {
	await voteEvents(store).insertOne({ _id: newId(), ...event }, { session: transaction });
}

/**
 * When this person first had a vote on this candidate in this round; null for never, and a skip is none. In a blind queue
 * that is when others' votes were revealed, and no withdrawal hides again what has been seen.
 */
export async function firstVotedAt(
	store: Store,
	{ candidateId, userId, round }: Ballot,
	transaction?: Transaction
): Promise<Date | null> {
	const first = await voteEvents(store).findOne(
		{ candidateId, round, userId, kind: { $ne: 'skipped' } },
		{ sort: { at: 1 }, projection: { at: 1 }, session: transaction }
	);
	return first?.at ?? null;
}

/** When this person last cast, changed or withdrew a vote on this candidate; null for never. */
export async function lastVotedAt(
	store: Store,
	{ candidateId, userId }: Pick<Ballot, 'candidateId' | 'userId'>
): Promise<Date | null> {
	const last = await voteEvents(store).findOne(
		{ candidateId, userId, kind: { $ne: 'skipped' } },
		{ sort: { at: -1 }, projection: { at: 1 } }
	);
	return last?.at ?? null;
}

/** Oldest first; all rounds. */
export async function voteHistory(store: Store, candidateId: string): Promise<VoteEvent[]> {
	return voteEvents(store)
		.find({ candidateId })
		.sort({ at: 1, _id: 1 })
		.project<VoteEvent>({ _id: 0, queueId: 0, objectId: 0 })
		.toArray();
}

/** When this person last skipped each candidate of a queue that they have skipped, per round. */
export async function lastSkips(
	store: Store,
	{ queueId, userId }: { queueId: string; userId: string }
): Promise<{ candidateId: string; round: number; at: Date }[]> {
	return voteEvents(store)
		.aggregate<{ candidateId: string; round: number; at: Date }>([
			{ $match: { queueId, userId, kind: 'skipped' } },
			{
				$group: {
					_id: { candidateId: '$candidateId', round: '$round' },
					at: { $max: '$at' }
				}
			},
			{ $project: { _id: 0, candidateId: '$_id.candidateId', round: '$_id.round', at: 1 } }
		])
		.toArray();
}

/** Of these candidates, those this person has ever voted on, in any round, withdrawn or not. */
export async function everVotedOn(
	store: Store,
	userId: string,
	candidateIds: string[]
): Promise<Set<string>> {
	const ids = await voteEvents(store).distinct('candidateId', {
		candidateId: { $in: candidateIds },
		userId,
		kind: { $ne: 'skipped' }
	});
	return new Set(ids);
}
