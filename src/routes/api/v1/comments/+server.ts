import { commentSectionNamed } from '#server/queries/comments.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { readComment } from './readComment.ts';
import type { RequestHandler } from './$types';

/** What is said about ?target=object-…, run-1, image-1, measurement-1, queue-… or candidate-…, oldest first. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => commentSectionNamed(user, url.searchParams.get('target')));

/** Writes a comment in Markdown: { target, text, parentId?, anchor?, files?, commandId? }. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => writeComment({ user }, await readComment(request)));
