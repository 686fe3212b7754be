import { Failure } from '#schema/failure.ts';
import type {
	SessionEvent,
	SessionHappening,
	SessionMember,
	SessionPerson,
	VettingSession
} from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';
import { store, type Transaction } from '../../store/client.ts';
import { appendSessionEvent } from '../../store/sessionEvents.ts';
import { findVettingSession, putVettingSession } from '../../store/vettingSessions.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';

/** What a command makes of a session, and what is told of it. */
export interface SessionChange {
	fields: Partial<Omit<VettingSession, 'id' | 'queueId' | 'events' | 'startedAt'>>;
	happening: SessionHappening;
}

type Decision = SessionChange | null;

interface Command {
	command: string;
	commandId: string;
	sessionId: string;
}

/**
 * The one way in which a command changes a session: in one transaction with its event. `decide` refuses by throwing, and
 * gives null when there is nothing to change.
 */
export async function changeSession(
	context: CommandContext,
	{ command, commandId, sessionId }: Command,
	decide: (session: VettingSession, transaction: Transaction) => Decision | Promise<Decision>
): Promise<VettingSession> {
	const { user } = context;
	const session = await once(context, { command, commandId }, async (transaction) => {
		const before = await runningSession(sessionId, transaction);
		const change = await decide(before, transaction);
		if (!change) return before;
		const event = { action: command, target: `session ${sessionId}`, after: change.happening.kind };
		await audit(user, event, transaction);
		return applyChange(user, before, change, transaction);
	});
	await announceSession(user, session);
	return session;
}

/** Writes a change and its event; for commands and for the way in and out, which no command makes. */
export async function applyChange(
	user: User,
	before: VettingSession,
	{ fields, happening }: SessionChange,
	transaction: Transaction
): Promise<VettingSession> {
	const after = { ...before, ...fields, events: before.events + 1 };
	await putVettingSession(store(), after, transaction);
	const event: SessionEvent = {
		...happening,
		number: after.events,
		by: personOf(user),
		at: new Date()
	};
	await appendSessionEvent(store(), before.id, event, transaction);
	return after;
}

/** Tells open pages that something about the session has changed. */
export async function announceSession(user: User, session: VettingSession): Promise<void> {
	const by = { kind: 'session' as const, byId: user.id, byName: user.displayName };
	await Promise.all([
		announce({ topic: `session-${session.id}`, ...by }),
		announce({ topic: 'sessions', ...by })
	]);
}

export function personOf({ id, displayName }: User): SessionPerson {
	return { id, name: displayName };
}

export function memberHere({ members }: VettingSession, userId: string): SessionMember | null {
	return members.find(({ id, leftAt }) => id === userId && leftAt === null) ?? null;
}

/** The members after somebody has left; and nobody drives when it was the driver. */
export function withoutMember(
	{ members, driver }: VettingSession,
	userId: string,
	leftAt: Date
): Pick<VettingSession, 'members' | 'driver'> {
	return {
		members: members.map((member) => (member.id === userId ? { ...member, leftAt } : member)),
		driver: driver?.id === userId ? null : driver
	};
}

async function runningSession(id: string, transaction: Transaction): Promise<VettingSession> {
	const session = await findVettingSession(store(), id, transaction);
	if (!session) throw new Failure('NotFound', 'This session does not exist.');
	if (!session.endedAt) return session;
	throw new Failure('Conflict', 'This session has ended: start another, or read its minutes.');
}
