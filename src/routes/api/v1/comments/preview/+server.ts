import { previewComment } from '#server/commands/comments.ts';
import { readBody } from '../../readBody.ts';
import type { RequestHandler } from './$types';

/** { text } as it would look: { html }, sanitised. */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async () => {
		const { text } = await readBody(request);
		return { html: previewComment(typeof text === 'string' ? text : '') };
	});
