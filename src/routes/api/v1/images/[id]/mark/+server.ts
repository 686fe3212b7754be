import { markImage } from '#server/commands/images/markImage.ts';
import { readBody } from '../../../readBody.ts';
import type { RequestHandler } from './$types';

/** Marks the image: { mark: good|uncertain|bad, reason, commandId? }. */
export const PUT: RequestHandler = ({ locals, params, request }) =>
	locals.outcomes.answer(async (user) => {
		const commandId = crypto.randomUUID();
		const body = await readBody(request);
		return markImage({ user }, { commandId, ...body, imageId: params.id });
	});
