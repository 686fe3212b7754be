import { Failure } from '#schema/failure.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import { votable } from '#schema/taxonomy.ts';
import type { User } from '#schema/user.ts';
import { castVoteSchema, withdrawVoteSchema, type Vote, type VoteEvent } from '#schema/vote.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { announce } from '../jobs/announce.ts';
import { findCandidate, markVoted } from '../store/candidates.ts';
import { store, type Transaction } from '../store/client.ts';
import { newId } from '../store/ids.ts';
import { findQueue } from '../store/queues.ts';
import { appendVoteEvent, firstVotedAt } from '../store/voteEvents.ts';
import { deleteVote, findVote, putVote } from '../store/votes.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Gives or changes this person's one vote on a candidate in the present round. */
export async function castVote(context: CommandContext, input: unknown): Promise<Vote> {
	const wanted = parse(castVoteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'vote');
	const { commandId } = wanted;
	const vote = await once(context, { command: 'castVote', commandId }, async (transaction) => {
		const { candidate, queue } = await ballotPaper(wanted.candidateId, transaction);
		refuseUnknownClass(queue, wanted.classKey);
		const ballot = { candidateId: candidate.id, userId: user.id, round: queue.round };
		const before = await findVote(store(), ballot, transaction);
		const seenAt = await firstVotedAt(store(), ballot, transaction);
		const { classKey, confidence, note } = wanted;
		const now = new Date();
		const cast: Vote = {
			id: before?.id ?? newId(),
			...ballot,
			queueId: queue.id,
			objectId: candidate.objectId,
			userName: user.displayName,
			classKey,
			confidence,
			note,
			blind: isBlind(queue, before?.classKey === classKey ? before : null, seenAt),
			revealedAt: before?.revealedAt ?? seenAt ?? now,
			createdAt: before?.createdAt ?? now,
			updatedAt: now
		};
		await putVote(store(), cast, transaction);
		await markVoted(store(), candidate.id, transaction);
		await record(
			user,
			{ kind: before ? 'changed' : 'cast', vote: cast, before, at: now },
			transaction
		);
		return cast;
	});
	await announceVote(user, vote);
	return vote;
}

/** Takes this person's vote back (undo). Its history stays; null when there was none. */
export async function withdrawVote(context: CommandContext, input: unknown): Promise<Vote | null> {
	const { commandId, candidateId } = parse(withdrawVoteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'vote');
	const withdrawn = await once(
		context,
		{ command: 'withdrawVote', commandId },
		async (transaction) => {
			const { candidate, queue } = await ballotPaper(candidateId, transaction);
			const ballot = { candidateId: candidate.id, userId: user.id, round: queue.round };
			const vote = await findVote(store(), ballot, transaction);
			if (!vote) return null;
			await deleteVote(store(), vote.id, transaction);
			await record(user, { kind: 'withdrawn', vote, before: vote, at: new Date() }, transaction);
			return vote;
		}
	);
	if (withdrawn) await announceVote(user, withdrawn);
	return withdrawn;
}

/**
 * A vote is blind when its class was chosen before anything of others' votes was shown. In an open queue they show at
 * once; in a blind one they are sealed until the first own vote, and what was seen stays seen. The same class said
 * again (another confidence, another note) was chosen when it was chosen.
 */
function isBlind(queue: Queue, sameClass: Vote | null, seenAt: Date | null): boolean {
	if (queue.sealing === 'open') return false;
	return sameClass ? sameClass.blind : seenAt === null;
}

async function ballotPaper(
	candidateId: string,
	transaction: Transaction
): Promise<{ candidate: Candidate; queue: Queue }> {
	const candidate = await findCandidate(store(), candidateId, transaction);
	const queue = candidate && (await findQueue(store(), candidate.queueId, transaction));
	if (!queue) throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
	return { candidate, queue };
}

function refuseUnknownClass(queue: Queue, classKey: string): void {
	const classes = votable(queue.taxonomy);
	if (classes.some((known) => known.key === classKey)) return;
	const labels = classes.map((known) => known.label).join(', ');
	throw new Failure(
		'Invalid',
		`“${classKey}” is no class of this queue. Choose one of: ${labels}.`,
		'classKey'
	);
}

async function record(
	user: User,
	{
		kind,
		vote,
		before,
		at
	}: {
		kind: VoteEvent['kind'];
		vote: Vote;
		before: Vote | null;
		at: Date;
	},
	transaction: Transaction
): Promise<void> {
	const { queueId, objectId, candidateId, round, classKey, confidence, note, blind } = vote;
	const what = { queueId, objectId, candidateId, round, classKey, confidence, note, blind };
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

/** Tells that a vote was given, not which: pages load again what each may see. */
async function announceVote(user: User, vote: Vote): Promise<void> {
	const by = { kind: 'vote' as const, byId: user.id, byName: user.displayName };
	await Promise.all([
		announce({ topic: `object-${vote.objectId}`, ...by }),
		announce({ topic: `queue-${vote.queueId}`, ...by })
	]);
}
