import type { Comment } from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findComment } from '../../store/comments.ts';

/** The comment of this id, or a refusal. */
export async function knownComment(id: string, transaction?: Transaction): Promise<Comment> {
	const comment = await findComment(store(), id, transaction);
	if (!comment) throw new Failure('NotFound', 'This comment does not exist.', 'commentId');
	return comment;
}
