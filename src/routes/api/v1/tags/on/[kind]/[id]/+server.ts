import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { tagsOn } from '#server/queries/tags.ts';
import { readBody } from '../../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Tags on an object, an image, a run or a measurement. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => tagsOn(user, params));

/** Puts a tag there: { tag, commandId? }. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const on = { kind: params.kind, targetId: params.id, objectId: undefined };
		return applyTag({ user }, { commandId, ...(await readBody(request)), ...on });
	});

/** Takes a tag off: { tag, commandId? }; false when it was not there. */
export const DELETE: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const on = { kind: params.kind, targetId: params.id, objectId: undefined };
		return removeTag({ user }, { commandId, ...(await readBody(request)), ...on });
	});
