import type { Catalogue } from '#schema/catalogue.ts';
import {
	collection,
	withId,
	without,
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

/** `key` is the name without regard to case: catalogues are replaced by name. */
type CatalogueDoc = Stored<Catalogue> & { key: string };

export const cataloguesPlan: CollectionPlan = {
	name: 'catalogues',
	validator: shape({
		_id: text,
		key: text,
		name: text,
		reference: text,
		licence: text,
		fileName: text,
		format: text,
		columns: list,
		understood: record,
		notes: list,
		nRows: number,
		nSkipped: number,
		batch: text,
		motion: nullable(record),
		importedById: nullable(text),
		importedByName: text,
		importedAt: instant
	}),
	indexes: [{ key: { key: 1 }, unique: true }]
};

const catalogues = (store: Store) => collection<CatalogueDoc>(store, 'catalogues');

export async function listCatalogues(store: Store): Promise<Catalogue[]> {
	const docs = await catalogues(store).find().sort({ key: 1 }).toArray();
	return docs.map(catalogueOf);
}

export async function findCatalogue(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Catalogue | null> {
	const doc = await catalogues(store).findOne({ _id: id }, { session: transaction });
	return doc && catalogueOf(doc);
}

export async function catalogueNamed(
	store: Store,
	name: string,
	transaction?: Transaction
): Promise<Catalogue | null> {
	const doc = await catalogues(store).findOne({ key: keyOf(name) }, { session: transaction });
	return doc && catalogueOf(doc);
}

/** Puts a catalogue in, in place of the one of its id. */
export async function putCatalogue(
	store: Store,
	catalogue: Catalogue,
	transaction: Transaction
): Promise<void> {
	const { _id, ...rest } = { ...withoutId(catalogue), key: keyOf(catalogue.name) };
	const options = { upsert: true, session: transaction };
	await catalogues(store).replaceOne({ _id }, rest, options);
}

export async function deleteCatalogue(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<void> {
	await catalogues(store).deleteOne({ _id: id }, { session: transaction });
}

const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

function catalogueOf(doc: CatalogueDoc): Catalogue {
	return withId<Catalogue>(without(doc, 'key'));
}
