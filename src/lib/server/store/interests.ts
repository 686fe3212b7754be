import type { Interest } from '#schema/interest.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, shape, text, type CollectionPlan } from './plan.ts';

type InterestDoc = Stored<Interest>;

export const interestsPlan: CollectionPlan = {
	name: 'interests',
	validator: shape({
		_id: text,
		objectId: text,
		userId: text,
		userName: text,
		text,
		link: nullable(text),
		since: instant,
		changedAt: nullable(instant),
		endedAt: nullable(instant)
	}),
	indexes: [
		{ key: { objectId: 1, since: 1 } },
		// One standing entry per person and object, however often it is sent.
		{
			key: { objectId: 1, userId: 1 },
			unique: true,
			partialFilterExpression: { endedAt: null }
		}
	]
};

const interests = (store: Store) => collection<InterestDoc>(store, 'interests');

/** Those that stand and those that ended, the longest standing first. */
export async function interestsIn(store: Store, objectId: string): Promise<Interest[]> {
	const docs = await interests(store).find({ objectId }).sort({ since: 1, _id: 1 }).toArray();
	return docs.map((doc) => withId<Interest>(doc));
}

export async function findInterest(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<Interest | null> {
	const doc = await interests(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<Interest>(doc);
}

export async function findStandingInterest(
	store: Store,
	{ objectId, userId }: Pick<Interest, 'objectId' | 'userId'>,
	transaction: Transaction
): Promise<Interest | null> {
	const doc = await interests(store).findOne(
		{ objectId, userId, endedAt: null },
		{ session: transaction }
	);
	return doc && withId<Interest>(doc);
}

/** Writes an entry, in place of an earlier state of it. */
export async function putInterest(
	store: Store,
	interest: Interest,
	transaction: Transaction
): Promise<void> {
	const doc = withoutId(interest);
	await interests(store).replaceOne({ _id: doc._id }, doc, {
		upsert: true,
		session: transaction
	});
}
