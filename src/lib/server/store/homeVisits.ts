import { collection, type Store } from './client.ts';
import { instant, nullable, shape, text, type CollectionPlan } from './plan.ts';

/** When a person was last at home, and before. */
interface HomeVisitDoc {
	/** The person. */
	_id: string;
	seenAt: Date;
	/** When the visit before this one ended. */
	before: Date | null;
}

/** Looking in again within this long is the same visit: what is new stays new for a while. */
const SAME_VISIT_MS = 30 * 60_000;

export const homeVisitsPlan: CollectionPlan = {
	name: 'homeVisits',
	validator: shape({ _id: text, seenAt: instant, before: nullable(instant) }),
	indexes: []
};

/** Notes that a person is here now; gives when the visit before ended, null on the first one. */
export async function noteHomeVisit(store: Store, userId: string, now: Date): Promise<Date | null> {
	const visits = collection<HomeVisitDoc>(store, 'homeVisits');
	const gone = new Date(now.getTime() - SAME_VISIT_MS);
	const doc = await visits.findOneAndUpdate(
		{ _id: userId },
		[
			{
				$set: {
					before: {
						$cond: [
							{ $lt: [{ $ifNull: ['$seenAt', now] }, gone] },
							'$seenAt',
							{ $ifNull: ['$before', null] }
						]
					},
					seenAt: now
				}
			}
		],
		{ upsert: true, returnDocument: 'after' }
	);
	return doc?.before ?? null;
}
