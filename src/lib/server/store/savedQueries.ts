import type { SavedQuery } from '#schema/savedQuery.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import {
	flag,
	instant,
	nullable,
	number,
	record,
	shape,
	text,
	type CollectionPlan
} from './plan.ts';

type QueryDoc = Stored<SavedQuery>;

export const savedQueriesPlan: CollectionPlan = {
	name: 'savedQueries',
	validator: shape({
		_id: text,
		name: text,
		runId: nullable(number),
		filter: record,
		shared: flag,
		ownerId: text,
		ownerName: text,
		forkedFromId: nullable(text),
		createdAt: instant,
		updatedAt: instant
	}),
	indexes: [
		// One's own, and a name once among them.
		{ key: { ownerId: 1, name: 1 }, unique: true },
		{ key: { shared: 1, name: 1 } }
	]
};

const queries = (store: Store) => collection<QueryDoc>(store, 'savedQueries');

/** The query, if this person may see it: their own, or one that is shared. */
export async function findSavedQuery(
	store: Store,
	{ id, readerId }: { id: string; readerId: string },
	transaction?: Transaction
): Promise<SavedQuery | null> {
	const visible = { _id: id, $or: [{ ownerId: readerId }, { shared: true }] };
	const doc = await queries(store).findOne(visible, { session: transaction });
	return doc && withId<SavedQuery>(doc);
}

/** A query by its owner's name for it. */
export async function findQueryNamed(
	store: Store,
	{ name, ownerId }: { name: string; ownerId: string },
	transaction?: Transaction
): Promise<SavedQuery | null> {
	const doc = await queries(store).findOne({ ownerId, name }, { session: transaction });
	return doc && withId<SavedQuery>(doc);
}

/** One's own and the shared ones, by name. */
export async function listSavedQueries(store: Store, readerId: string): Promise<SavedQuery[]> {
	const docs = await queries(store)
		.find({ $or: [{ ownerId: readerId }, { shared: true }] })
		.sort({ name: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<SavedQuery>(doc));
}

export async function putSavedQuery(
	store: Store,
	query: SavedQuery,
	transaction: Transaction
): Promise<void> {
	const doc = withoutId(query);
	await queries(store).replaceOne({ _id: doc._id }, doc, { upsert: true, session: transaction });
}

export async function deleteSavedQuery(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await queries(store).deleteOne({ _id: id }, { session: transaction });
}
