import { collection, type Store } from './client.ts';
import { instant, number, shape, text, type CollectionPlan } from './plan.ts';

interface AttemptsDoc {
	/** `account:name` or `address:ip`. */
	_id: string;
	failures: number;
	/** When the count starts again from nothing. */
	until: Date;
}

export const signInAttemptsPlan: CollectionPlan = {
	name: 'signInAttempts',
	validator: shape({ _id: text, failures: number, until: instant }),
	indexes: [{ key: { until: 1 }, expireAfterSeconds: 0 }]
};

const attempts = (store: Store) => collection<AttemptsDoc>(store, 'signInAttempts');

/** Counts one more attempt and answers how many there were in the window that is running. */
export async function countAttempt(
	store: Store,
	key: string,
	{ windowMs, now }: { windowMs: number; now: Date }
): Promise<number> {
	const until = new Date(now.getTime() + windowMs);
	// One atomic update: the TTL monitor only runs once a minute, so an old window is recognised here.
	const doc = await attempts(store).findOneAndUpdate(
		{ _id: key },
		[
			{
				$set: {
					failures: { $cond: [{ $gt: ['$until', now] }, { $add: ['$failures', 1] }, 1] },
					until: { $cond: [{ $gt: ['$until', now] }, '$until', until] }
				}
			}
		],
		{ upsert: true, returnDocument: 'after' }
	);
	return doc?.failures ?? 1;
}

/** Takes one attempt back: it was the right password. */
export async function forgiveAttempt(store: Store, key: string): Promise<void> {
	await attempts(store).updateOne({ _id: key, failures: { $gt: 0 } }, { $inc: { failures: -1 } });
}

export async function forgetAttempts(store: Store, key: string): Promise<void> {
	await attempts(store).deleteOne({ _id: key });
}
