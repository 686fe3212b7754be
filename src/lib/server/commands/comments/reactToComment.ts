import { reactToCommentSchema, type Comment } from '#schema/comment.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { setReactions } from '../../store/comments.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceComment } from './commentPlace.ts';
import { knownComment } from './knownComment.ts';

/** Puts this person's sign on a comment, or takes it off again. */
export async function reactToComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, commentId, reaction: key } = parse(reactToCommentSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'comment');
	const reacted = await once(
		context,
		{ command: 'reactToComment', commandId },
		async (transaction) => {
			const before = await knownComment(commentId, transaction);
			const others = before.reactions.filter(
				(given) => given.key !== key || given.userId !== user.id
			);
			const isTakenOff = others.length < before.reactions.length;
			const mine = { key, userId: user.id, userName: user.displayName };
			const reactions = isTakenOff ? others : [...others, mine];
			await setReactions(store(), commentId, reactions, transaction);
			const change = isTakenOff ? { before: key, after: null } : { before: null, after: key };
			const event = { action: 'reactToComment', target: `comment ${commentId}`, ...change };
			await audit(user, event, transaction);
			return { ...before, reactions };
		}
	);
	await announceComment(user, reacted);
	return reacted;
}
