import type { Comment } from '#schema/label.ts';
import {
	collection,
	withId,
	without,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** An earlier wording of a comment. */
export interface CommentRevision {
	text: string;
	until: Date;
}

type CommentDoc = Stored<Comment> & { revisions: CommentRevision[] };

export const commentsPlan: CollectionPlan = {
	name: 'comments',
	validator: shape({
		_id: text,
		objectId: text,
		parentId: nullable(text),
		authorId: text,
		authorName: text,
		text,
		html: text,
		at: instant,
		editedAt: nullable(instant),
		runId: nullable(number),
		sourceId: nullable(number),
		revisions: list
	}),
	indexes: [
		// An object's threads, oldest first.
		{ key: { objectId: 1, at: 1 } }
	]
};

const comments = (store: Store) => collection<CommentDoc>(store, 'comments');

export async function findComment(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<Comment | null> {
	const doc = await comments(store).findOne({ _id: id }, { session: transaction });
	return doc && commentOf(doc);
}

export async function insertComment(
	store: Store,
	comment: Comment,
	transaction: Transaction
): Promise<void> {
	await comments(store).insertOne(
		{ ...withoutId(comment), revisions: [] },
		{ session: transaction }
	);
}

/** Rewords a comment and keeps what it said before. */
export async function rewordComment(
	store: Store,
	{ before, text, html, at }: { before: Comment; text: string; html: string; at: Date },
	transaction: Transaction
): Promise<void> {
	await comments(store).updateOne(
		{ _id: before.id },
		{
			$set: { text, html, editedAt: at },
			$push: { revisions: { text: before.text, until: at } }
		},
		{ session: transaction }
	);
}

/** Oldest first. */
export async function commentsOnObject(store: Store, objectId: string): Promise<Comment[]> {
	const docs = await comments(store).find({ objectId }).sort({ at: 1, _id: 1 }).toArray();
	return docs.map(commentOf);
}

export async function commentRevisions(store: Store, id: string): Promise<CommentRevision[]> {
	const doc = await comments(store).findOne({ _id: id });
	return doc?.revisions ?? [];
}

export async function countCommentsByObject(
	store: Store,
	objectIds: string[]
): Promise<Map<string, number>> {
	const counts = await comments(store)
		.aggregate<{ _id: string; n: number }>([
			{ $match: { objectId: { $in: objectIds } } },
			{ $group: { _id: '$objectId', n: { $sum: 1 } } }
		])
		.toArray();
	return new Map(counts.map(({ _id, n }) => [_id, n]));
}

function commentOf(doc: CommentDoc): Comment {
	return withId<Comment>(without(doc, 'revisions'));
}
