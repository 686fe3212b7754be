import type { VettingSession } from '#schema/session.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	instant,
	list,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

type SessionDoc = Stored<VettingSession>;

/** Meetings; the signed-in browsers are in `sessions`. */
export const vettingSessionsPlan: CollectionPlan = {
	name: 'vettingSessions',
	validator: shape({
		_id: text,
		queueId: text,
		name: text,
		chair: record,
		driver: nullable(record),
		candidateId: nullable(text),
		roundMinutes: nullable(number),
		round: nullable(record),
		timer: nullable(record),
		members: list,
		events: number,
		startedAt: instant,
		endedAt: nullable(instant)
	}),
	indexes: [
		// The list: those under way, then the latest.
		{ key: { endedAt: 1, startedAt: -1 } },
		// A queue's sessions.
		{ key: { queueId: 1, startedAt: -1 } }
	]
};

const vettingSessions = (store: Store) => collection<SessionDoc>(store, 'vettingSessions');

export async function findVettingSession(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<VettingSession | null> {
	const doc = await vettingSessions(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<VettingSession>(doc);
}

/** Writes a session, new or changed; of two transactions that change it at once, one begins again. */
export async function putVettingSession(
	store: Store,
	session: VettingSession,
	transaction: Transaction
): Promise<void> {
	const doc = withoutId(session);
	await vettingSessions(store).replaceOne({ _id: doc._id }, doc, {
		upsert: true,
		session: transaction
	});
}

/** All that are under way, then the latest that have ended. */
export async function listVettingSessions(
	store: Store,
	mostEnded: number
): Promise<VettingSession[]> {
	const [open, ended] = await Promise.all([
		vettingSessions(store).find({ endedAt: null }).sort({ startedAt: -1, _id: 1 }).toArray(),
		vettingSessions(store)
			.find({ endedAt: { $ne: null } })
			.sort({ endedAt: -1, _id: 1 })
			.limit(mostEnded)
			.toArray()
	]);
	return [...open, ...ended].map((doc) => withId<VettingSession>(doc));
}
