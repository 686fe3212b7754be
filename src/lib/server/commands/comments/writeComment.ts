import {
	commentTextSchema,
	writeCommentSchema,
	type Comment,
	type CommentTarget
} from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { giveFiles, looseFiles } from '../../store/attachments.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findComment, insertComment } from '../../store/comments.ts';
import { newId } from '../../store/ids.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { renderMarkdown } from '../markdown.ts';
import { refuseUntilVote } from '../honeypots/refuseUntilVote.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceComment, commentPlace } from './commentPlace.ts';
import { deliverComment } from './deliverComment.ts';
import { mentionedIn, mentionedSoFar } from './mentions.ts';
import { tellOfComment } from './tellOfComment.ts';

/** Writes a comment on anything, or an answer to one. */
export async function writeComment(context: CommandContext, input: unknown): Promise<Comment> {
	const { commandId, files: fileIds, ...said } = parse(writeCommentSchema, input);
	const { target, parentId, text } = said;
	const { user } = context;
	mayOrRefuse(user, 'comment');
	if (target.kind === 'candidate') await refuseUntilVote(user, target.id);
	const written = await once(
		context,
		{ command: 'writeComment', commandId },
		async (transaction) => {
			const place = await commentPlace(target, transaction);
			if (parentId) await refuseForeignParent(parentId, target, transaction);
			const people = await mentionedIn(text, transaction);
			const id = newId();
			const comment: Comment = {
				...said,
				...place,
				id,
				authorId: user.id,
				authorName: user.displayName,
				html: renderMarkdown(
					text,
					people.map(({ username }) => username)
				),
				files: await takenUp(fileIds, { commentId: id, ownerId: user.id }, transaction),
				reactions: [],
				mentions: people.map((person) => person.id),
				resolved: null,
				pinned: null,
				at: new Date(),
				editedAt: null
			};
			await insertComment(store(), comment, transaction);
			const event = { action: 'writeComment', target: `${target.kind} ${target.id}`, after: text };
			await audit(user, event, transaction);
			return comment;
		}
	);
	await announceComment(user, written);
	await tellOfComment(user, written);
	await deliverComment(written);
	return written;
}

/** What a comment will look like, through the same sanitiser as the comment itself. */
export async function previewComment(context: CommandContext, text: string): Promise<string> {
	mayOrRefuse(context.user, 'view');
	const said = parse(commentTextSchema, text);
	const people = await mentionedSoFar(said);
	return renderMarkdown(
		said,
		people.map(({ username }) => username)
	);
}

async function refuseForeignParent(
	parentId: string,
	target: CommentTarget,
	transaction: Transaction
): Promise<void> {
	const parent = await findComment(store(), parentId, transaction);
	if (parent?.target.kind === target.kind && parent.target.id === target.id) return;
	throw new Failure(
		'NotFound',
		`The comment you answer is not on this ${target.kind}.`,
		'parentId'
	);
}

/** Hangs files on a comment: those that its author sent and that hang nowhere yet. */
async function takenUp(
	ids: string[],
	{ commentId, ownerId }: { commentId: string; ownerId: string },
	transaction: Transaction
): Promise<Comment['files']> {
	if (ids.length === 0) return [];
	const files = await looseFiles(store(), { ids, ownerId }, transaction);
	if (files.length < new Set(ids).size) {
		throw new Failure(
			'NotFound',
			'A file you attached is not kept any more. Attach it again.',
			'files'
		);
	}
	await giveFiles(store(), ids, commentId, transaction);
	return files;
}
