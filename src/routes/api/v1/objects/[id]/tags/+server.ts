import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Puts a tag on an object: { tag, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return applyTag({ user }, { commandId, ...body, objectId: params.id });
	});

/** Takes a tag off: { tag, commandId? }; false when it was not there. */
export const DELETE: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return removeTag({ user }, { commandId, ...body, objectId: params.id });
	});
