import type { Upload } from '#schema/inboxUpload.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

export const uploadsPlan: CollectionPlan = {
	name: 'uploads',
	validator: shape({
		_id: text,
		ownerId: text,
		ownerName: text,
		fileName: text,
		kind: text,
		bytes: number,
		sha256: nullable(text),
		state: text,
		problem: nullable(text),
		path: nullable(text),
		createdAt: instant,
		endedAt: nullable(instant)
	}),
	indexes: [
		// A person's own, the latest first, and the room they take.
		{ key: { ownerId: 1, createdAt: -1 } },
		// Those that were left half-way.
		{ key: { state: 1, createdAt: 1 } }
	]
};

const uploads = (store: Store) => collection<Stored<Upload>>(store, 'uploads');

export async function insertUpload(
	store: Store,
	upload: Upload,
	transaction: Transaction
): Promise<void> {
	await uploads(store).insertOne(withoutId(upload), { session: transaction });
}

export async function findUpload(store: Store, id: string): Promise<Upload | null> {
	const doc = await uploads(store).findOne({ _id: id });
	return doc && withId<Upload>(doc);
}

/** Ends an upload that is still coming; false when it had ended. */
export async function endUpload(
	store: Store,
	id: string,
	end: Pick<Upload, 'state' | 'problem' | 'path' | 'sha256'>
): Promise<boolean> {
	const ended = await uploads(store).updateOne(
		{ _id: id, state: 'coming' },
		{ $set: { ...end, endedAt: new Date() } }
	);
	return ended.modifiedCount > 0;
}

export async function deleteUpload(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<void> {
	await uploads(store).deleteOne({ _id: id }, transaction ? { session: transaction } : {});
}

/** A person's own, the latest first. */
export async function uploadsOf(store: Store, ownerId: string, limit: number): Promise<Upload[]> {
	const docs = await uploads(store)
		.find({ ownerId })
		.sort({ createdAt: -1, _id: -1 })
		.limit(limit)
		.toArray();
	return docs.map((doc) => withId<Upload>(doc));
}

/** Bytes that a person's files take, and will take once those under way are there. */
export async function bytesOf(
	store: Store,
	ownerId: string,
	transaction?: Transaction
): Promise<number> {
	const [sum] = await uploads(store)
		.aggregate<{ bytes: number }>(
			[
				{ $match: { ownerId, state: { $in: ['coming', 'done'] } } },
				{ $group: { _id: null, bytes: { $sum: '$bytes' } } }
			],
			transaction ? { session: transaction } : {}
		)
		.toArray();
	return sum?.bytes ?? 0;
}

/** Which of these files are there, whole. */
export async function uploadsAmong(store: Store, ids: string[]): Promise<Set<string>> {
	return new Set(await uploads(store).distinct('_id', { _id: { $in: ids }, state: 'done' }));
}

/** Those that nobody went on with. */
export async function abandonedUploads(store: Store, before: Date): Promise<Upload[]> {
	const docs = await uploads(store)
		.find({ state: 'coming', createdAt: { $lt: before } })
		.toArray();
	return docs.map((doc) => withId<Upload>(doc));
}
