import type { Comment } from '#schema/comment.ts';
import { isOpenToAll } from '../../queries/comments.ts';
import { findCandidate } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { findQueue } from '../../store/queues.ts';

/**
 * What a comment says, where everybody may read it; '' for one about a candidate whose votes are sealed. It can tell its
 * author's vote: it is read on the page, which knows who may.
 */
export async function openText({
	target,
	text
}: Pick<Comment, 'target' | 'text'>): Promise<string> {
	if (target.kind !== 'candidate') return text;
	const candidate = await findCandidate(store(), target.id);
	const queue = candidate && (await findQueue(store(), candidate.queueId));
	return queue && isOpenToAll(queue, candidate.state) ? text : '';
}
