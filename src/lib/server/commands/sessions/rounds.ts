import { createHash } from 'node:crypto';
import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import { sessionCommandSchema, type VettingSession } from '#schema/session.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { revealedVote } from '../../queries/revealedVote.ts';
import { findCandidate, type CandidateWithFacts } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';
import { findVettingSession } from '../../store/vettingSessions.ts';
import { votesOnCandidate } from '../../store/votes.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { revealVotes } from '../votes/revealVotes.ts';
import { startSecondRound } from '../votes/startSecondRound.ts';
import { changeSession, type SessionChange } from './changeSession.ts';

/** Opens a round of votes on the candidate now shown. Votes are cast as always; the round says what is voted on, and until when. */
export async function openRound(context: CommandContext, input: unknown): Promise<VettingSession> {
	const command = { command: 'openRound', ...parse(sessionCommandSchema, input) };
	return changeSession(context, command, async (session) => {
		mayOrRefuse(context.user, 'chairSession', { ownerId: session.chair.id });
		const { candidate, queue } = await shownIn(session);
		if (isOpen(session, candidate))
			throw new Failure('Conflict', 'The round on this candidate is open already.');
		if (candidate.state.kind === 'retired')
			throw new Failure('Conflict', 'This candidate is retired: open it again first.');
		if (isVisible(queue, candidate) && queue.sealing !== 'open') {
			throw new Failure(
				'Conflict',
				'The votes of this round are revealed: talk, then open a second round.'
			);
		}
		return roundOpened(session, candidate);
	});
}

/**
 * Reveals the votes on the candidate now shown to everybody at once, and keeps them in the record as they were. The right to
 * reveal is the queue's: who leads a session could else unseal any queue.
 */
export async function revealRound(
	context: CommandContext,
	input: unknown
): Promise<VettingSession> {
	const { commandId, sessionId } = parse(sessionCommandSchema, input);
	const session = await ledSession(context, sessionId);
	const { candidate, queue } = await shownIn(session);
	if (!isVisible(queue, candidate))
		await revealVotes(context, { commandId: partOf(commandId), candidateId: candidate.id });
	const ids = { command: 'revealRound', commandId, sessionId };
	return changeSession(context, ids, async (now) => {
		const shown = await findCandidate(store(), candidate.id);
		if (!shown || !isVisible(queue, shown))
			throw new Failure('Conflict', 'The votes are sealed again: reveal them once more.');
		const { round } = shown.state;
		const votes = await votesOnCandidate(store(), shown.id, round);
		const openedAt = now.round?.openedAt ?? new Date();
		return {
			fields: {
				timer: null,
				round: { candidateId: shown.id, round, openedAt, revealedAt: new Date() }
			},
			happening: {
				kind: 'revealed',
				candidateId: shown.id,
				objectName: shown.facts.name,
				round,
				votes: votes.map((vote) => revealedVote(queue, vote))
			}
		};
	});
}

/** Opens a second round on the candidate, after its votes were revealed and talked about. */
export async function openSecondRound(
	context: CommandContext,
	input: unknown
): Promise<VettingSession> {
	const { commandId, sessionId } = parse(sessionCommandSchema, input);
	const session = await ledSession(context, sessionId);
	const { candidate } = await shownIn(session);
	await startSecondRound(context, { commandId: partOf(commandId), candidateId: candidate.id });
	const ids = { command: 'openSecondRound', commandId, sessionId };
	return changeSession(context, ids, async (now) => {
		const shown = await findCandidate(store(), candidate.id);
		if (!shown) throw new Failure('NotFound', 'This candidate is not in the queue (any more).');
		return roundOpened(now, shown);
	});
}

function roundOpened(session: VettingSession, candidate: CandidateWithFacts): SessionChange {
	const { round } = candidate.state;
	const openedAt = new Date();
	const seconds = session.roundMinutes === null ? null : Math.round(session.roundMinutes * 60);
	return {
		fields: {
			round: { candidateId: candidate.id, round, openedAt, revealedAt: null },
			timer: seconds === null ? session.timer : { startedAt: openedAt, seconds }
		},
		happening: {
			kind: 'roundOpened',
			candidateId: candidate.id,
			objectName: candidate.facts.name,
			round
		}
	};
}

async function ledSession(context: CommandContext, sessionId: string): Promise<VettingSession> {
	const session = await findVettingSession(store(), sessionId);
	if (!session) throw new Failure('NotFound', 'This session does not exist.');
	mayOrRefuse(context.user, 'chairSession', { ownerId: session.chair.id });
	return session;
}

async function shownIn({
	queueId,
	candidateId
}: VettingSession): Promise<{ candidate: CandidateWithFacts; queue: Queue }> {
	if (candidateId === null)
		throw new Failure('Conflict', 'No candidate is shown yet: the driver opens one first.');
	const [candidate, queue] = await Promise.all([
		findCandidate(store(), candidateId),
		findQueue(store(), queueId)
	]);
	if (candidate && queue) return { candidate, queue };
	throw new Failure('NotFound', 'This candidate is not in any queue (any more).');
}

function isOpen({ round }: VettingSession, candidate: CandidateWithFacts): boolean {
	return (
		round?.candidateId === candidate.id &&
		round.round === candidate.state.round &&
		round.revealedAt === null
	);
}

/** Whether everybody may see the votes of the candidate's present round. */
function isVisible(queue: Queue, { state }: CandidateWithFacts): boolean {
	return queue.sealing === 'open' || state.revealedAt !== null;
}

/** The id of the command inside a command: the same at each replay, and another than the outer one's. */
function partOf(commandId: string): string {
	const bytes = createHash('sha256').update(`part of ${commandId}`).digest();
	bytes[6] = (bytes[6] & 0x0f) | 0x40;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return [
		[0, 8],
		[8, 12],
		[12, 16],
		[16, 20],
		[20, 32]
	]
		.map(([a, b]) => hex.slice(a, b))
		.join('-');
}
