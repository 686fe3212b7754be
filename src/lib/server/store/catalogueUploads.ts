import type { CatalogueUpload } from '#schema/catalogue.ts';
import { collection, withId, withoutId, type Store, type Stored } from './client.ts';
import { instant, number, shape, text, type CollectionPlan } from './plan.ts';

export const catalogueUploadsPlan: CollectionPlan = {
	name: 'catalogueUploads',
	validator: shape({ _id: text, ownerId: text, fileName: text, bytes: number, at: instant }),
	indexes: [
		// Those that nobody took up.
		{ key: { at: 1 } },
		// Those of one person.
		{ key: { ownerId: 1 } }
	]
};

const uploads = (store: Store) => collection<Stored<CatalogueUpload>>(store, 'catalogueUploads');

export async function insertUpload(store: Store, upload: CatalogueUpload): Promise<void> {
	await uploads(store).insertOne(withoutId(upload));
}

export async function findUpload(
	store: Store,
	{ id, ownerId }: Pick<CatalogueUpload, 'id' | 'ownerId'>
): Promise<CatalogueUpload | null> {
	const doc = await uploads(store).findOne({ _id: id, ownerId });
	return doc && withId<CatalogueUpload>(doc);
}

export function countUploads(store: Store, ownerId: string): Promise<number> {
	return uploads(store).countDocuments({ ownerId });
}

export async function uploadsBefore(store: Store, before: Date): Promise<string[]> {
	const docs = await uploads(store)
		.find({ at: { $lt: before } })
		.project<{ _id: string }>({ _id: 1 })
		.toArray();
	return docs.map(({ _id }) => _id);
}

export async function deleteUpload(store: Store, id: string): Promise<void> {
	await uploads(store).deleteOne({ _id: id });
}
