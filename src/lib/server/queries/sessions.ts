import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import type { SessionRow, SessionShown, VettingSession } from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { candidatePlaces, findCandidate } from '../store/candidates.ts';
import { store } from '../store/client.ts';
import { findQueue, listAllQueues } from '../store/queues.ts';
import { findVettingSession, listVettingSessions } from '../store/vettingSessions.ts';
import { votesOnCandidate } from '../store/votes.ts';
import { revealedVote } from './revealedVote.ts';
import { signedIn } from './signedIn.ts';

const MOST_ENDED = 100;

/** Sessions under way, then the latest that ended. */
export async function listSessions(user: User | null): Promise<SessionRow[]> {
	signedIn(user);
	const [sessions, queues] = await Promise.all([
		listVettingSessions(store(), MOST_ENDED),
		listAllQueues(store())
	]);
	const names = new Map(queues.map(({ id, name }) => [id, name]));
	return sessions.map((session) => ({
		id: session.id,
		session,
		queueName: names.get(session.queueId) ?? 'deleted queue',
		here: session.members.filter(({ leftAt }) => leftAt === null).map(({ name }) => name)
	}));
}

/** A session as its page and its bar show it to this person. Who has voted is said, what is not before it is revealed. */
export async function sessionShown(user: User | null, sessionId: string): Promise<SessionShown> {
	const reader = signedIn(user);
	const session = await sessionOrRefuse(sessionId);
	const queue = await findQueue(store(), session.queueId);
	return {
		session,
		queueName: queue?.name ?? 'deleted queue',
		sealing: queue?.sealing ?? 'open',
		...(await candidateIn(session, queue)),
		nowMs: Date.now(),
		allowed: allowedTo(reader, session, queue)
	};
}

async function candidateIn(
	{ candidateId, queueId }: VettingSession,
	queue: Queue | null
): Promise<Pick<SessionShown, 'candidate' | 'voted' | 'votes'>> {
	const found = candidateId === null ? null : await findCandidate(store(), candidateId);
	if (!queue || found?.queueId !== queueId) return { candidate: null, voted: [], votes: null };
	const { id, facts, state } = found;
	const { round } = state;
	const votes = await votesOnCandidate(store(), id, round);
	const isRevealed = queue.sealing === 'open' || state.revealedAt !== null;
	const isRetired = state.kind === 'retired';
	return {
		candidate: { id, objectName: facts.name, round, isRetired, isRevealed },
		voted: votes.map(({ userId, userName }) => ({ id: userId, name: userName })),
		votes: isRevealed ? votes.map((vote) => revealedVote(queue, vote)) : null
	};
}

/** The session that a candidate's address names; null when it names none. */
export async function sessionIfAny(
	user: User | null,
	sessionId: string | null,
	queueId: string
): Promise<SessionShown | null> {
	if (sessionId === null || sessionId === '') return null;
	const shown = await sessionShown(user, sessionId);
	if (shown.session.queueId === queueId) return shown;
	throw new Failure('NotFound', 'This session is about another queue.');
}

/** Where a session can begin: the first candidate of its queue that is not retired; null when there is none. */
export async function firstCandidateId(user: User | null, queueId: string): Promise<string | null> {
	signedIn(user);
	const places = await candidatePlaces(store(), queueId, { sort: 'rank', order: 'asc' });
	return places.find(({ state }) => state.kind !== 'retired')?.id ?? null;
}

export async function sessionOrRefuse(sessionId: string): Promise<VettingSession> {
	const session = await findVettingSession(store(), sessionId);
	if (!session) throw new Failure('NotFound', 'This session does not exist.');
	return session;
}

function allowedTo(
	reader: User,
	session: VettingSession,
	queue: Queue | null
): SessionShown['allowed'] {
	const isRunning = session.endedAt === null;
	const chairs = isRunning && may(reader, 'chairSession', { ownerId: session.chair.id });
	return {
		drive: isRunning && may(reader, 'driveSession'),
		chair: chairs,
		reveal: chairs && may(reader, 'chairQueue', { ownerId: queue?.chairId }),
		write: may(reader, 'annotate')
	};
}
