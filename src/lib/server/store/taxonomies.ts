import { DEFAULT_TAXONOMY, type StoredTaxonomy } from '#schema/taxonomy.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { newId } from './ids.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

type TaxonomyDoc = Stored<StoredTaxonomy>;

export const taxonomiesPlan: CollectionPlan = {
	name: 'taxonomies',
	validator: shape({
		_id: text,
		name: text,
		version: number,
		classes: list,
		createdById: nullable(text),
		createdByName: nullable(text),
		createdAt: instant
	}),
	indexes: [
		// A version is written once and never changed.
		{ key: { name: 1, version: 1 }, unique: true }
	]
};

const taxonomies = (store: Store) => collection<TaxonomyDoc>(store, 'taxonomies');

export async function findTaxonomy(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<StoredTaxonomy | null> {
	const doc = await taxonomies(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<StoredTaxonomy>(doc);
}

/** Every version of every class list: by name, the latest first. */
export async function listTaxonomies(store: Store): Promise<StoredTaxonomy[]> {
	const docs = await taxonomies(store).find().sort({ name: 1, version: -1 }).toArray();
	return docs.map((doc) => withId<StoredTaxonomy>(doc));
}

export async function latestTaxonomy(
	store: Store,
	name: string,
	transaction?: Transaction
): Promise<StoredTaxonomy | null> {
	const doc = await taxonomies(store).findOne(
		{ name },
		{ sort: { version: -1 }, session: transaction }
	);
	return doc && withId<StoredTaxonomy>(doc);
}

export async function insertTaxonomy(
	store: Store,
	taxonomy: StoredTaxonomy,
	transaction: Transaction
): Promise<void> {
	await taxonomies(store).insertOne(withoutId(taxonomy), { session: transaction });
}

/** For migrations: the default class list as the first version that anyone can look at. */
export async function seedTaxonomy(db: Store['db']): Promise<void> {
	const { name, version, classes } = DEFAULT_TAXONOMY;
	const by = { createdById: null, createdByName: null };
	await db
		.collection<TaxonomyDoc>('taxonomies')
		.updateOne(
			{ name, version },
			{ $setOnInsert: { _id: newId(), classes, ...by, createdAt: new Date() } },
			{ upsert: true }
		);
}
