import { editCommentSchema, type Comment } from '#schema/comment.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { rewordComment } from '../../store/comments.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { renderMarkdown } from '../markdown.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceComment } from './commentPlace.ts';
import { knownComment } from './knownComment.ts';
import { mentionedIn } from './mentions.ts';
import { tellOfComment } from './tellOfComment.ts';

/** Rewords one's own comment; what it said before is kept. */
export async function editComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, commentId, text } = parse(editCommentSchema, input);
	const { user } = context;
	const edited = await once(context, { command: 'editComment', commandId }, async (transaction) => {
		const before = await knownComment(commentId, transaction);
		mayOrRefuse(user, 'editComment', { ownerId: before.authorId });
		const people = await mentionedIn(text, transaction);
		const html = renderMarkdown(
			text,
			people.map(({ username }) => username)
		);
		const mentions = people.map((person) => person.id);
		const after = { ...before, text, html, mentions, editedAt: new Date() };
		await rewordComment(store(), { before, after }, transaction);
		const event = {
			action: 'editComment',
			target: `comment ${commentId}`,
			before: before.text,
			after: text
		};
		await audit(user, event, transaction);
		return after;
	});
	await announceComment(user, edited);
	await tellOfComment(user, edited);
	return edited;
}
