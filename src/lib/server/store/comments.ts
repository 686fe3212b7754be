import type { Comment, CommentMark, CommentTarget, Reaction } from '#schema/comment.ts';
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
		target: record,
		objectId: nullable(text),
		parentId: nullable(text),
		authorId: text,
		authorName: text,
		text,
		html: text,
		anchor: nullable(record),
		files: list,
		reactions: list,
		mentions: list,
		resolved: nullable(record),
		pinned: nullable(record),
		at: instant,
		editedAt: nullable(instant),
		runId: nullable(number),
		sourceId: nullable(number),
		revisions: list
	}),
	indexes: [
		// What was said last, anywhere.
		{ key: { at: -1 } },
		// What is said about one thing, oldest first.
		{ key: { 'target.kind': 1, 'target.id': 1, at: 1 } },
		// How much is said about an object, there and on its candidates.
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
	{ before, after }: { before: Comment; after: Comment & { editedAt: Date } },
	transaction: Transaction
): Promise<void> {
	const { text, html, mentions, editedAt } = after;
	await comments(store).updateOne(
		{ _id: before.id },
		{
			$set: { text, html, mentions, editedAt },
			$push: { revisions: { text: before.text, until: editedAt } }
		},
		{ session: transaction }
	);
}

/** Marks a comment as resolved or pinned, or takes the mark away. */
export async function markComment(
	store: Store,
	id: string,
	marks: { resolved: CommentMark | null } | { pinned: CommentMark | null },
	transaction: Transaction
): Promise<void> {
	await comments(store).updateOne({ _id: id }, { $set: marks }, { session: transaction });
}

export async function setReactions(
	store: Store,
	id: string,
	reactions: Reaction[],
	transaction: Transaction
): Promise<void> {
	await comments(store).updateOne({ _id: id }, { $set: { reactions } }, { session: transaction });
}

/** What is said about any of these, oldest first. */
export async function commentsOn(store: Store, targets: CommentTarget[]): Promise<Comment[]> {
	const docs = await comments(store)
		.find({ $or: targets.map(({ kind, id }) => ({ 'target.kind': kind, 'target.id': id })) })
		.sort({ at: 1, _id: 1 })
		.toArray();
	return docs.map(commentOf);
}

/** Oldest first. */
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

/** For migrations: comments of a version that knew objects only are about their objects. */
export async function noteCommentTargets(db: Store['db']): Promise<void> {
	await db.collection('comments').updateMany({ target: { $exists: false } }, [
		{
			$set: {
				target: { kind: 'object', id: '$objectId' },
				anchor: null,
				files: [],
				reactions: [],
				mentions: [],
				resolved: null,
				pinned: null
			}
		}
	]);
}

function commentOf(doc: CommentDoc): Comment {
	return withId<Comment>(without(doc, 'revisions'));
}
