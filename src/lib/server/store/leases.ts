import type { Lease } from '#schema/lease.ts';
import { collection, type Store } from './client.ts';
import { instant, shape, text, type CollectionPlan } from './plan.ts';

/** One per person and candidate. */
interface LeaseDoc extends Lease {
	/** `candidateId/userId` */
	_id: string;
	queueId: string;
}

export const leasesPlan: CollectionPlan = {
	name: 'leases',
	validator: shape({
		_id: text,
		candidateId: text,
		queueId: text,
		userId: text,
		userName: text,
		takenAt: instant,
		expiresAt: instant
	}),
	indexes: [
		// Who looks at what in a queue, for serving the next one.
		{ key: { queueId: 1, candidateId: 1 } },
		// The server sweeps once a minute only, so readers look at the time themselves.
		{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }
	]
};

const leases = (store: Store) => collection<LeaseDoc>(store, 'leases');

/** Takes or renews; true when this person had none that was running. */
export async function takeLease(
	store: Store,
	{
		queueId,
		candidateId,
		userId,
		userName,
		seconds
	}: Pick<LeaseDoc, 'queueId' | 'candidateId' | 'userId' | 'userName'> & { seconds: number },
	now = new Date()
): Promise<boolean> {
	const expiresAt = new Date(now.getTime() + seconds * 1000);
	const _id = `${candidateId}/${userId}`;
	const before = await leases(store).findOneAndUpdate(
		{ _id },
		{
			$set: { expiresAt, userName },
			$setOnInsert: { queueId, candidateId, userId, takenAt: now }
		},
		{ upsert: true, returnDocument: 'before' }
	);
	return before === null || before.expiresAt <= now;
}

/** True when there was one. */
export async function releaseLease(
	store: Store,
	{ candidateId, userId }: Pick<LeaseDoc, 'candidateId' | 'userId'>
): Promise<boolean> {
	const { deletedCount } = await leases(store).deleteOne({ _id: `${candidateId}/${userId}` });
	return deletedCount > 0;
}

/** Everything that others have open in a queue, by candidate; the first who came stands first. */
export async function leasesOfOthers(
	store: Store,
	{ queueId, userId }: Pick<LeaseDoc, 'queueId' | 'userId'>,
	now = new Date()
): Promise<Map<string, Lease[]>> {
	const running = await leases(store)
		.find({ queueId, userId: { $ne: userId }, expiresAt: { $gt: now } })
		.project<Lease>({ _id: 0, queueId: 0 })
		.sort({ takenAt: 1, _id: 1 })
		.toArray();
	const byCandidate = new Map<string, Lease[]>();
	for (const lease of running) {
		byCandidate.set(lease.candidateId, [...(byCandidate.get(lease.candidateId) ?? []), lease]);
	}
	return byCandidate;
}
