import type { Comment } from '#schema/comment.ts';

export interface Thread {
	comment: Comment;
	replies: Thread[];
}

/**
 * Comments as threads: pinned ones first, then oldest first. An answer whose parent is not there stands by itself
 * rather than vanish.
 */
export function threads(comments: readonly Comment[]): Thread[] {
	const byId = new Map(
		comments.map((comment) => [comment.id, { comment, replies: [] as Thread[] }])
	);
	const roots: Thread[] = [];
	for (const thread of byId.values()) {
		const parent = byId.get(thread.comment.parentId ?? '');
		(parent ? parent.replies : roots).push(thread);
	}
	const pinned = roots.filter((thread) => thread.comment.pinned);
	return [...pinned, ...roots.filter((thread) => !thread.comment.pinned)];
}
