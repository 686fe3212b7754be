import type { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { CandidateState, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { castVoteSchema, NO_CLASS_LABELS, namesNoClass, type Vote } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { ballotClosed } from '../../queries/ballotClosed.ts';
import { hiddenRepeats } from '../../queries/hiddenRepeats.ts';
import { markVoted } from '../../store/candidateStates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { firstVotedAt } from '../../store/voteEvents.ts';
import { findVote, putVote } from '../../store/votes.ts';
import type { CommandContext } from '../context.ts';
import { answerMadeEvent } from '../honeypots/answerMadeEvent.ts';
import { answerRepeat, isKeptApart } from '../honeypots/answerRepeat.ts';
import { plantRepeat } from '../honeypots/plantRepeat.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { setWatch } from '../watches.ts';
import { ballotPaper, refuseUnknownClass, type BallotPaper } from './ballotPaper.ts';
import { deliverVerdicts } from './deliverVerdicts.ts';
import { announceVoting, recordVote } from './recordVote.ts';
import { settle } from './settle.ts';

type Wanted = z.output<typeof castVoteSchema>;

/**
 * Gives or changes this person's one vote on a candidate in its present round. A skip is answered like a vote and kept as an
 * event only: it is no vote.
 */
export async function castVote(context: CommandContext, input: unknown): Promise<Vote> {
	const wanted = parse(castVoteSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'vote');
	const { commandId } = wanted;
	let settled: CandidateState | null = null;
	const vote = await once(context, { command: 'castVote', commandId }, async (transaction) => {
		const paper = await ballotPaper(wanted, transaction);
		// Read once it is this command's turn: times then tell the order in which things happened.
		const now = new Date();
		const closed = ballotClosed(paper.queue, paper.candidate.state, user, now);
		if (closed) throw new Failure('Conflict', closed);
		if (!namesNoClass(wanted.classKey)) refuseUnknownClass(paper.queue, wanted.classKey);
		const ballot = ballotOf(paper, user);
		const before = await findVote(store(), ballot, transaction);
		const again = await saidAgain(paper, { wanted, user, before, now }, transaction);
		if (again) return again;
		const seenAt = await shownSince(paper, { ballot, before }, transaction);
		const cast = voteOf(wanted, user, { ...paper, before, seenAt, now });
		if (wanted.classKey === 'skip') {
			refuseSkip(before);
			await recordVote(user, { kind: 'skipped', vote: cast, before, at: now }, transaction);
			return cast;
		}
		if (await answerMadeEvent(paper, { user, cast }, transaction)) return cast;
		await putVote(store(), cast, transaction);
		await markVoted(store(), cast.candidateId, transaction);
		const kind = before ? 'changed' : 'cast';
		await recordVote(user, { kind, vote: cast, before, at: now }, transaction);
		if (kind === 'cast') await plantRepeat(paper.queue, { userId: user.id, now }, transaction);
		if (cast.classKey === 'more-data') await watch(user, cast.objectId, transaction);
		settled = await settle(paper, now, transaction);
		return cast;
	});
	// To everybody else nothing has happened.
	if (await isKeptApart(vote.id)) return vote;
	await announceVoting(user, 'vote', vote);
	if (settled) {
		await announceVoting(null, 'verdict', vote);
		await deliverVerdicts([vote.candidateId]);
	}
	return vote;
}

/** What is answered where this person is served a candidate once more: as if they had never voted on it. Null where they are not. */
async function saidAgain(
	paper: BallotPaper,
	{ wanted, user, before, now }: { wanted: Wanted; user: User; before: Vote | null; now: Date },
	transaction: Transaction
): Promise<Vote | null> {
	const { candidate, queue } = paper;
	const repeat = before && (await hiddenRepeats(queue, user.id, now)).get(candidate.id);
	if (!repeat) return null;
	const cast = voteOf(wanted, user, { ...paper, before: null, seenAt: null, now });
	await answerRepeat(paper, { repeat, cast, first: before }, transaction);
	return cast;
}

export function ballotOf({ candidate }: BallotPaper, user: User) {
	return { candidateId: candidate.id, userId: user.id, round: candidate.state.round };
}

function voteOf(
	wanted: Wanted,
	user: User,
	{
		candidate,
		queue,
		before,
		seenAt,
		now
	}: BallotPaper & { before: Vote | null; seenAt: Date | null; now: Date }
): Vote {
	const { classKey, confidence, probability, note, seconds } = wanted;
	const { version } = queue.taxonomy;
	const sameClass = before?.classKey === classKey ? before : null;
	return {
		id: before?.id ?? newId(),
		...ballotOf({ candidate, queue }, user),
		queueId: queue.id,
		objectId: candidate.objectId,
		userName: user.displayName,
		classKey,
		taxonomyVersion: Math.min(wanted.taxonomyVersion ?? version, version),
		confidence,
		probability,
		note,
		seconds,
		blind: isBlind({ candidate, queue }, sameClass, seenAt),
		revealedAt: before?.revealedAt ?? seenAt ?? shownByVoting(queue, classKey, now),
		createdAt: before?.createdAt ?? now,
		updatedAt: now
	};
}

/** In a blind queue the own vote is what shows the others'; a skip shows nothing. */
function shownByVoting({ sealing }: Queue, classKey: string, now: Date): Date | null {
	return sealing === 'blind' && classKey !== 'skip' ? now : null;
}

/**
 * A vote is blind when its class was chosen before anything of others' votes was shown. In a second round everyone has seen
 * the first. The same class said again (another confidence, another note) was chosen when it was chosen.
 */
function isBlind(
	{ candidate, queue }: BallotPaper,
	sameClass: Vote | null,
	seenAt: Date | null
): boolean {
	if (queue.sealing === 'open' || candidate.state.round > 1) return false;
	return sameClass ? sameClass.blind : seenAt === null;
}

/** Since when others' votes on this candidate are shown to this person; null while they are sealed. */
async function shownSince(
	{ candidate, queue }: BallotPaper,
	{ ballot, before }: { ballot: ReturnType<typeof ballotOf>; before: Vote | null },
	transaction: Transaction
): Promise<Date | null> {
	if (queue.sealing === 'open') return candidate.addedAt;
	const shown = before?.revealedAt ?? candidate.state.revealedAt;
	if (shown || queue.sealing !== 'blind') return shown;
	return firstVotedAt(store(), ballot, transaction);
}

function refuseSkip(before: Vote | null): void {
	if (!before) return;
	throw new Failure(
		'Conflict',
		'You have voted on this candidate: go on to the next one, or withdraw your vote first.',
		'classKey'
	);
}

function watch(user: User, objectId: string, transaction: Transaction): Promise<void> {
	const reason = `${NO_CLASS_LABELS['more-data']}, said with a vote`;
	return setWatch(store(), { user, objectId, reason }, transaction);
}
