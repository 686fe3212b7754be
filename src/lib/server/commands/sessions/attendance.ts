import { sessionCommandSchema, type VettingSession } from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { inTransaction, store, type Transaction } from '../../store/client.ts';
import { findVettingSession } from '../../store/vettingSessions.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import {
	announceSession,
	applyChange,
	changeSession,
	memberHere,
	personOf,
	withoutMember,
	type SessionChange
} from './changeSession.ts';

/**
 * Notes that somebody has come in: called by the room when their first page opens, so that nobody is counted who is not
 * there. It is not news of whoever is here already.
 */
export function noteArrival(user: User, sessionId: string): Promise<void> {
	return note(user, sessionId, (session) => {
		if (memberHere(session, user.id)) return null;
		const former = session.members.find(({ id }) => id === user.id);
		const others = session.members.filter(({ id }) => id !== user.id);
		const cameAt = former?.cameAt ?? new Date();
		const member = { ...personOf(user), cameAt, leftAt: null };
		return { fields: { members: [...others, member] }, happening: { kind: 'joined' } };
	});
}

/** Notes that somebody's last page has closed. */
export function noteDeparture(user: User, sessionId: string): Promise<void> {
	return note(user, sessionId, (session) => departure(session, user.id));
}

/** Leaves a session at once; closing its pages does so after a moment. */
export async function leaveSession(
	context: CommandContext,
	input: unknown
): Promise<VettingSession> {
	const command = { command: 'leaveSession', ...parse(sessionCommandSchema, input) };
	mayOrRefuse(context.user, 'view');
	return changeSession(context, command, (session) => departure(session, context.user.id));
}

function departure(session: VettingSession, userId: string): SessionChange | null {
	if (!memberHere(session, userId)) return null;
	return { fields: withoutMember(session, userId, new Date()), happening: { kind: 'left' } };
}

async function note(
	user: User,
	sessionId: string,
	decide: (session: VettingSession) => SessionChange | null
): Promise<void> {
	const changed = await inTransaction(store(), async (transaction: Transaction) => {
		const session = await findVettingSession(store(), sessionId, transaction);
		const change = session && !session.endedAt ? decide(session) : null;
		return session && change ? applyChange(user, session, change, transaction) : null;
	});
	if (changed) await announceSession(user, changed);
}
