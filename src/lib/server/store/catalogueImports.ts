import type { CatalogueImport, CatalogueImportState } from '#schema/catalogueImport.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, number, record, shape, text, type CollectionPlan } from './plan.ts';

/** An import that ended is told for a month. */
const KEPT_SECONDS = 30 * 86_400;
const UNDER_WAY: CatalogueImportState[] = ['waiting', 'reading'];

export const catalogueImportsPlan: CollectionPlan = {
	name: 'catalogueImports',
	validator: shape({
		_id: text,
		ownerId: text,
		ownerName: text,
		uploadId: text,
		path: text,
		fileName: text,
		bytes: number,
		wanted: record,
		state: text,
		writing: nullable(record),
		nRows: number,
		readBytes: number,
		startedAt: nullable(instant),
		progressAt: nullable(instant),
		problem: nullable(text),
		catalogueId: nullable(text),
		requestedAt: instant,
		endedAt: nullable(instant)
	}),
	indexes: [
		// Those under way.
		{ key: { state: 1 } },
		{ key: { requestedAt: -1 } },
		// One that has not ended has no time there, and stays.
		{ key: { endedAt: 1 }, expireAfterSeconds: KEPT_SECONDS },
		// A file is imported by one at a time.
		{
			key: { uploadId: 1 },
			unique: true,
			partialFilterExpression: { endedAt: { $type: 'null' } }
		}
	]
};

const imports = (store: Store) => collection<Stored<CatalogueImport>>(store, 'catalogueImports');

export async function insertCatalogueImport(
	store: Store,
	created: CatalogueImport,
	transaction: Transaction
): Promise<void> {
	await imports(store).insertOne(withoutId(created), { session: transaction });
}

export async function findCatalogueImport(
	store: Store,
	id: string
): Promise<CatalogueImport | null> {
	const doc = await imports(store).findOne({ _id: id });
	return doc && withId<CatalogueImport>(doc);
}

/** The latest first, those under way among them. */
export async function latestCatalogueImports(
	store: Store,
	limit: number
): Promise<CatalogueImport[]> {
	const docs = await imports(store).find().sort({ requestedAt: -1 }).limit(limit).toArray();
	return docs.map((doc) => withId<CatalogueImport>(doc));
}

export async function catalogueImportsUnderWay(store: Store): Promise<string[]> {
	const docs = await imports(store)
		.find({ state: { $in: UNDER_WAY } })
		.project<{ _id: string }>({ _id: 1 })
		.toArray();
	return docs.map(({ _id }) => _id);
}

export async function isBeingImported(
	store: Store,
	uploadId: string,
	transaction?: Transaction
): Promise<boolean> {
	const filter = { uploadId, state: { $in: UNDER_WAY } };
	return (await imports(store).findOne(filter, { session: transaction })) !== null;
}

/** Takes an import over from whoever was at it: nothing of theirs is shown from now on. null when it has ended. */
export async function takeImportOver(store: Store, id: string): Promise<CatalogueImport | null> {
	const doc = await imports(store).findOneAndUpdate(
		{ _id: id, state: { $in: UNDER_WAY } },
		{ $set: { state: 'waiting' } },
		{ returnDocument: 'after' }
	);
	return doc && withId<CatalogueImport>(doc);
}

/** Begins a try, from the first row; false when the import has ended meanwhile. */
export async function beginImportTry(
	store: Store,
	id: string,
	writing: NonNullable<CatalogueImport['writing']>
): Promise<boolean> {
	const now = new Date();
	const begun = { state: 'reading', writing, nRows: 0, readBytes: 0 } as const;
	const updated = await imports(store).updateOne(
		{ _id: id, state: { $in: UNDER_WAY } },
		{ $set: { ...begun, startedAt: now, progressAt: now } }
	);
	return updated.matchedCount > 0;
}

/** How far a try is; false when the import was cancelled, or another worker has taken it over. */
export async function noteImportProgress(
	store: Store,
	{ id, batch }: { id: string; batch: string },
	progress: Pick<CatalogueImport, 'nRows' | 'readBytes'>
): Promise<boolean> {
	const updated = await imports(store).updateOne(
		{ _id: id, state: 'reading', 'writing.batch': batch },
		{ $set: { ...progress, progressAt: new Date() } }
	);
	return updated.matchedCount > 0;
}

/** Ends a try with its catalogue, in the transaction that shows it; false as above. */
export async function finishImport(
	store: Store,
	{ id, batch }: { id: string; batch: string },
	{ nRows, catalogueId }: { nRows: number; catalogueId: string },
	transaction: Transaction
): Promise<boolean> {
	const now = new Date();
	const end = { state: 'done', nRows, catalogueId, progressAt: now, endedAt: now } as const;
	const updated = await imports(store).updateOne(
		{ _id: id, state: 'reading', 'writing.batch': batch },
		{ $set: end },
		{ session: transaction }
	);
	return updated.matchedCount > 0;
}

/** Ends an import without a catalogue; false when it had ended. */
export async function stopImport(
	store: Store,
	id: string,
	end: { state: 'refused' | 'cancelled'; problem: string | null },
	transaction?: Transaction
): Promise<boolean> {
	const updated = await imports(store).updateOne(
		{ _id: id, state: { $in: UNDER_WAY } },
		{ $set: { ...end, endedAt: new Date() } },
		transaction ? { session: transaction } : {}
	);
	return updated.matchedCount > 0;
}
