import { applyTag, removeTag } from '#server/commands/tags/applyTag.ts';
import { tagsOn } from '#server/queries/tags.ts';
import { givenBy } from '../../../../givenBy.ts';
import type { RequestHandler } from './$types';

/** Tags on an object, an image, a run or a measurement. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => tagsOn(user, params));

/** Puts a tag there. */
export const POST: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) =>
		applyTag({ user }, { ...(await givenBy(event)), objectId: undefined })
	);

/** Takes a tag off; false when it was not there. */
export const DELETE: RequestHandler = (event) =>
	event.locals.outcomes.answer(async (user) =>
		removeTag({ user }, { ...(await givenBy(event)), objectId: undefined })
	);
