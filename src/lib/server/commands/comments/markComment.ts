import {
	pinCommentSchema,
	resolveCommentSchema,
	type Comment,
	type CommentMark
} from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { markComment } from '../../store/comments.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceComment } from './commentPlace.ts';
import { knownComment } from './knownComment.ts';

/** Says that a thread is settled, or opens it again: whoever began it, or a curator. */
export async function resolveComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, commentId, resolved } = parse(resolveCommentSchema, input);
	const { user } = context;
	const marked = await once(
		context,
		{ command: 'resolveComment', commandId },
		async (transaction) => {
			const before = await knownComment(commentId, transaction);
			mayOrRefuse(user, 'moderateComment', { ownerId: before.authorId });
			refuseAnswer(before, 'resolved');
			if ((before.resolved !== null) === resolved) return before;
			const mark = resolved ? markBy(user) : null;
			await markComment(store(), commentId, { resolved: mark }, transaction);
			const action = resolved ? 'resolveComment' : 'reopenComment';
			await audit(user, { action, target: `comment ${commentId}` }, transaction);
			return { ...before, resolved: mark };
		}
	);
	await announceComment(user, marked);
	return marked;
}

/** Keeps a thread above the others, or lets it go: curators only. */
export async function pinComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, commentId, pinned } = parse(pinCommentSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'moderateComment');
	const marked = await once(context, { command: 'pinComment', commandId }, async (transaction) => {
		const before = await knownComment(commentId, transaction);
		refuseAnswer(before, 'pinned');
		if ((before.pinned !== null) === pinned) return before;
		const mark = pinned ? markBy(user) : null;
		await markComment(store(), commentId, { pinned: mark }, transaction);
		const action = pinned ? 'pinComment' : 'unpinComment';
		await audit(user, { action, target: `comment ${commentId}` }, transaction);
		return { ...before, pinned: mark };
	});
	await announceComment(user, marked);
	return marked;
}

function markBy(user: User): CommentMark {
	return { byId: user.id, byName: user.displayName, at: new Date() };
}

function refuseAnswer({ parentId }: Comment, what: 'resolved' | 'pinned'): void {
	if (parentId === null) return;
	throw new Failure(
		'Invalid',
		`Only a whole thread can be ${what}: take its first comment.`,
		'commentId'
	);
}
