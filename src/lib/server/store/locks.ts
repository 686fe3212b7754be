import { collection, isDuplicateKey, type Store } from './client.ts';
import { newId } from './ids.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

interface LockDoc {
	_id: string;
	holder: string;
	until: Date;
}

export const locksPlan: CollectionPlan = {
	name: 'locks',
	validator: shape({ _id: text, holder: text, until: instant }),
	indexes: []
};

const locks = (store: Store) => collection<LockDoc>(store, 'locks');
const LEASE_MS = 10_000;
const POLL_MS = 100;

/** Runs `act` while no other process runs under the same lock. A holder that died gives way after 10 s. */
export async function withLock<R>(store: Store, name: string, act: () => Promise<R>): Promise<R> {
	const holder = newId();
	while (!(await seize(store, name, holder))) {
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
	const renewal = setInterval(() => void renew(store, name, holder), LEASE_MS / 3);
	try {
		return await act();
	} finally {
		clearInterval(renewal);
		await locks(store).deleteOne({ _id: name, holder });
	}
}

async function seize(store: Store, name: string, holder: string): Promise<boolean> {
	const now = Date.now();
	try {
		await locks(store).updateOne(
			{ _id: name, until: { $lt: new Date(now) } },
			{ $set: { holder, until: new Date(now + LEASE_MS) } },
			{ upsert: true }
		);
		return true;
	} catch (error) {
		// Held by another: the filter missed, and the upsert met the holder's document.
		if (isDuplicateKey(error)) return false;
		throw error;
	}
}

async function renew(store: Store, name: string, holder: string): Promise<void> {
	const until = new Date(Date.now() + LEASE_MS);
	// A missed renewal is made good by the next one, well before the lease ends.
	await locks(store)
		.updateOne({ _id: name, holder }, { $set: { until } })
		.catch(() => undefined);
}
