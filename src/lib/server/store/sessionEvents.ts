import type { SessionEvent } from '#schema/session.ts';
import { collection, type Store, type Transaction } from './client.ts';
import { instant, number, record, shape, text, type CollectionPlan } from './plan.ts';

type SessionEventDoc = SessionEvent & {
	/** `sessionId/number`: no number is given twice. */
	_id: string;
	sessionId: string;
};

/** What happened in sessions. Appended, never changed. */
export const sessionEventsPlan: CollectionPlan = {
	name: 'sessionEvents',
	validator: shape({
		_id: text,
		sessionId: text,
		number,
		kind: text,
		by: record,
		at: instant
	}),
	indexes: [{ key: { sessionId: 1, number: 1 }, unique: true }]
};

const sessionEvents = (store: Store) => collection<SessionEventDoc>(store, 'sessionEvents');

export async function appendSessionEvent(
	store: Store,
	sessionId: string,
	event: SessionEvent,
	transaction: Transaction
): Promise<void> {
	const doc: SessionEventDoc = { _id: `${sessionId}/${event.number}`, sessionId, ...event };
	await sessionEvents(store).insertOne(doc, { session: transaction });
}

/** Oldest first. */
export async function eventsOfSession(store: Store, sessionId: string): Promise<SessionEvent[]> {
	return sessionEvents(store)
		.find({ sessionId })
		.sort({ number: 1 })
		.project<SessionEvent>({ _id: 0, sessionId: 0 })
		.toArray();
}

/** Candidates that were ever looked at together in one of a queue's sessions. */
export async function shownInSessions(store: Store, queueId: string): Promise<Set<string>> {
	const sessions = await collection<{ _id: string; queueId: string }>(
		store,
		'vettingSessions'
	).distinct('_id', { queueId });
	if (sessions.length === 0) return new Set();
	const shown = sessionEvents(store).find(
		{ sessionId: { $in: sessions }, kind: 'showed' },
		{ projection: { kind: 1, candidateId: 1 } }
	);
	const ids = new Set<string>();
	for await (const event of shown) if (event.kind === 'showed') ids.add(event.candidateId);
	return ids;
}
