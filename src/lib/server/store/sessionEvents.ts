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
