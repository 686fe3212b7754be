import { previewComment } from '#server/commands/comments/writeComment.ts';
import { readComment } from '../readComment.ts';
import type { RequestHandler } from './$types';

/** { text } as it would look: { html }, sanitised. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		const { text } = await readComment(request);
		return { html: await previewComment({ user }, typeof text === 'string' ? text : '') };
	});
