import { editCommentSchema, writeCommentSchema, type Comment } from '#schema/label.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store, type Transaction } from '../store/client.ts';
import { findComment, insertComment, rewordComment } from '../store/comments.ts';
import { newId } from '../store/ids.ts';
import { announceLabel } from './announceLabel.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { labelledObject } from './labelledObject.ts';
import { renderMarkdown } from './markdown.ts';
import { once } from './once.ts';
import { parse } from './parse.ts';

/** Writes a comment on an object, or an answer to one. */
export async function writeComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, objectId, parentId, text } = parse(writeCommentSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'comment');
	const written = await once(
		context,
		{ command: 'writeComment', commandId },
		async (transaction) => {
			const seen = await labelledObject(objectId, transaction);
			if (parentId) await refuseForeignParent(parentId, objectId, transaction);
			const comment: Comment = {
				id: newId(),
				objectId,
				parentId,
				authorId: user.id,
				authorName: user.displayName,
				text,
				html: renderMarkdown(text),
				at: new Date(),
				editedAt: null,
				...seen
			};
			await insertComment(store(), comment, transaction);
			const event = { action: 'writeComment', target: `object ${objectId}`, after: text };
			await audit(user, event, transaction);
			return comment;
		}
	);
	await announceLabel(user, 'comment', objectId);
	return written;
}

/** Rewords one's own comment; what it said before is kept. */
export async function editComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, commentId, text } = parse(editCommentSchema, input);
	const { user } = context;
	const edited = await once(context, { command: 'editComment', commandId }, async (transaction) => {
		const before = await findComment(store(), commentId, transaction);
		if (!before) throw new Failure('NotFound', 'This comment does not exist.');
		mayOrRefuse(user, 'editComment', { ownerId: before.authorId });
		const html = renderMarkdown(text);
		const at = new Date();
		await rewordComment(store(), { before, text, html, at }, transaction);
		const event = {
			action: 'editComment',
			target: `comment ${commentId}`,
			before: before.text,
			after: text
		};
		await audit(user, event, transaction);
		return { ...before, text, html, editedAt: at };
	});
	await announceLabel(user, 'comment', edited.objectId);
	return edited;
}

/** What a comment will look like, through the same sanitiser as the comment itself. */
export function previewComment(text: string): string {
	return renderMarkdown(parse(writeCommentSchema.shape.text, text));
}

async function refuseForeignParent(
	parentId: string,
	objectId: string,
	transaction: Transaction
): Promise<void> {
	const parent = await findComment(store(), parentId, transaction);
	if (parent?.objectId === objectId) return;
	throw new Failure('NotFound', 'The comment you answer is not on this object.', 'parentId');
}
