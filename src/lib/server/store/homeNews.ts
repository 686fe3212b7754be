import type { Comment } from '#schema/comment.ts';
import { collection, withId, without, type Store, type Stored } from './client.ts';

/** Candidates that came into each of these queues since then. */
export async function candidatesAddedSince(
	store: Store,
	queueIds: string[],
	since: Date
): Promise<Map<string, number>> {
	const counts = await collection(store, 'candidates')
		.aggregate<{ _id: string; n: number }>([
			{ $match: { queueId: { $in: queueIds }, addedAt: { $gt: since } } },
			{ $group: { _id: '$queueId', n: { $sum: 1 } } }
		])
		.toArray();
	return new Map(counts.map(({ _id, n }) => [_id, n]));
}

/** The latest first, whatever they are about. */
export async function latestComments(store: Store, most: number): Promise<Comment[]> {
	const docs = await collection<Stored<Comment> & { revisions: unknown }>(store, 'comments')
		.find()
		.sort({ at: -1, _id: 1 })
		.limit(most)
		.toArray();
	return docs.map((doc) => withId<Comment>(without(doc, 'revisions')));
}
