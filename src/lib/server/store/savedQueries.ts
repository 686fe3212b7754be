import type { SavedQuery } from '#schema/savedQuery.ts';
import type { SourceFilter } from '#schema/sourceFilter.ts';
import type { NumberRange, SourceQuery } from '#schema/sourceQuery.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { flag, instant, nullable, record, shape, text, type CollectionPlan } from './plan.ts';

type QueryDoc = Stored<SavedQuery>;

export const savedQueriesPlan: CollectionPlan = {
	name: 'savedQueries',
	validator: shape({
		_id: text,
		name: text,
		query: record,
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

interface OldQuery {
	_id: string;
	runId: number | null;
	filter: SourceFilter;
}

/** For migrations: queries of a version that asked one run by a filter. */
export async function widenSavedQueries(db: Store['db']): Promise<void> {
	const old = db.collection<OldQuery>('savedQueries');
	for await (const { _id, runId, filter } of old.find({ filter: { $exists: true } }))
		await old.updateOne(
			{ _id },
			{ $set: { query: widened(runId, filter) }, $unset: { runId: '', filter: '' } }
		);
}

function widened(runId: number | null, { conditions, cone, newOnly }: SourceFilter): SourceQuery {
	const ranges = new Map<string, NumberRange>();
	for (const { field, is, value } of conditions) {
		const range = ranges.get(field) ?? { field, min: null, max: null };
		if (is === 'atLeast') range.min = Math.max(range.min ?? value, value);
		else range.max = Math.min(range.max ?? value, value);
		ranges.set(field, range);
	}
	return {
		runs: runId === null ? 'latest' : [runId],
		numbers: [...ranges.values()],
		places: cone
			? [
					{
						said: `${cone.ra.toFixed(9)} ${cone.dec.toFixed(9)}`,
						frame: 'icrs',
						radiusDeg: cone.radiusDeg
					}
				]
			: [],
		polygon: [],
		moc: '',
		tags: { any: [], all: [], none: [] },
		verdicts: [],
		votes: 'whatever',
		votedBy: [],
		votedAs: [],
		watch: 'whatever',
		watchlistId: null,
		counterpart: null,
		text: '',
		named: [],
		measurementId: null,
		newOnly,
		withoutSiblings: false,
		basis: 'all'
	};
}

/** For migrations: until now nobody asked who had voted. */
export async function noteNoVotersAsked(db: Store['db']): Promise<void> {
	await db
		.collection('savedQueries')
		.updateMany(
			{ 'query.votedBy': { $exists: false }, query: { $exists: true } },
			{ $set: { 'query.votedBy': [], 'query.votedAs': [] } }
		);
}
