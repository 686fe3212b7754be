import type { User } from '#schema/user.ts';
import type { Vote, VoteEvent } from '#schema/vote.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { appendVoteEvent } from '../../store/voteEvents.ts';
import { audit } from '../audit.ts';

/** Appends to the vote's history and to the audit. */
export async function recordVote(
	user: User,
	{
		kind,
		vote,
		before,
		at
	}: { kind: VoteEvent['kind']; vote: Vote; before: Vote | null; at: Date },
	transaction: Transaction
): Promise<void> {
	const { queueId, objectId, candidateId, round, classKey, confidence, note, blind } = vote;
	const { taxonomyVersion, probability } = vote;
	const where = { queueId, objectId, candidateId, round, taxonomyVersion };
	const what = { ...where, classKey, confidence, probability, note, blind };
	const who = { userId: user.id, userName: user.displayName };
	await appendVoteEvent(store(), { kind, ...what, ...who, at }, transaction);
	await audit(
		user,
		{
			action: `vote ${kind}`,
			target: `candidate ${candidateId}`,
			before: before?.classKey ?? null,
			after: kind === 'withdrawn' ? null : classKey
		},
		transaction
	);
}

/** Tells that something happened to a candidate's votes, not what: pages load again what each may see. */
export async function announceVoting(
	user: User | null,
	kind: 'vote' | 'reveal' | 'round' | 'verdict',
	{ objectId, queueId }: { objectId: string; queueId: string }
): Promise<void> {
	const by = { kind, byId: user?.id ?? null, byName: user?.displayName ?? null };
	await Promise.all([
		announce({ topic: `object-${objectId}`, ...by }),
		announce({ topic: `queue-${queueId}`, ...by })
	]);
}
