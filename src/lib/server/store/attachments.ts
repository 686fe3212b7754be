import type { CommentFile } from '#schema/comment.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** A file somebody sent; without a comment only its owner sees it, and not for long. */
export interface StoredFile extends CommentFile {
	ownerId: string;
	commentId: string | null;
	at: Date;
}

type AttachmentDoc = Stored<StoredFile>;

export const attachmentsPlan: CollectionPlan = {
	name: 'attachments',
	validator: shape({
		_id: text,
		ownerId: text,
		commentId: nullable(text),
		name: text,
		mediaType: text,
		bytes: number,
		at: instant
	}),
	indexes: [
		// Files that no comment took up, the oldest first.
		{ key: { commentId: 1, at: 1 } },
		// How many somebody has sent without a comment.
		{ key: { ownerId: 1, commentId: 1 } }
	]
};

const attachments = (store: Store) => collection<AttachmentDoc>(store, 'attachments');

export async function insertAttachment(store: Store, file: StoredFile): Promise<void> {
	await attachments(store).insertOne(withoutId(file));
}

export async function findAttachment(store: Store, id: string): Promise<StoredFile | null> {
	const doc = await attachments(store).findOne({ _id: id });
	return doc && withId<StoredFile>(doc);
}

/** Those of the files that this person sent and no comment has yet, in the order asked for. */
export async function looseFiles(
	store: Store,
	{ ids, ownerId }: { ids: string[]; ownerId: string },
	transaction: Transaction
): Promise<CommentFile[]> {
	const docs = await attachments(store)
		.find({ _id: { $in: ids }, ownerId, commentId: null }, { session: transaction })
		.toArray();
	return docs
		.sort((a, b) => ids.indexOf(a._id) - ids.indexOf(b._id))
		.map(({ _id, name, mediaType, bytes }) => ({ id: _id, name, mediaType, bytes }));
}

export async function countLooseFiles(store: Store, ownerId: string): Promise<number> {
	return attachments(store).countDocuments({ ownerId, commentId: null });
}

export async function giveFiles(
	store: Store,
	ids: string[],
	commentId: string,
	transaction: Transaction
): Promise<void> {
	await attachments(store).updateMany(
		{ _id: { $in: ids } },
		{ $set: { commentId } },
		{ session: transaction }
	);
}

/** Ids of files sent before this moment that no comment has. */
export async function orphanedFiles(store: Store, before: Date): Promise<string[]> {
	return attachments(store).distinct('_id', { commentId: null, at: { $lt: before } });
}

/** Forgets a file unless a comment took it up meanwhile; whether it is forgotten. */
export async function deleteLooseFile(store: Store, id: string): Promise<boolean> {
	const { deletedCount } = await attachments(store).deleteOne({ _id: id, commentId: null });
	return deletedCount > 0;
}
