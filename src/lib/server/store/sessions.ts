import { collection, type Store } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

/** A session as lucia's adapter writes it. */
export interface SessionDoc {
	_id: string;
	user_id: string;
	expires_at: Date;
}

export const sessionsPlan: CollectionPlan = {
	name: 'sessions',
	validator: shape({ _id: text, user_id: text, expires_at: instant }),
	indexes: [
		// Ending all sessions of a user.
		{ key: { user_id: 1 } },
		{ key: { expires_at: 1 }, expireAfterSeconds: 0 }
	]
};

export const sessions = (store: Store) => collection<SessionDoc>(store, 'sessions');

/** The session, unless it has expired: the TTL monitor takes up to a minute to remove it. */
export async function findLiveSession(store: Store, id: string): Promise<SessionDoc | null> {
	return sessions(store).findOne({ _id: id, expires_at: { $gt: new Date() } });
}
