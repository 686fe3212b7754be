import { writeComment } from '#server/commands/comments.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Writes a comment in Markdown: { text, parentId?, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return writeComment({ user }, { commandId, ...body, objectId: params.id });
	});
