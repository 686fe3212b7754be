import { objectAnswer } from '#server/queries/objectAnswer.ts';
import type { RequestHandler } from './$types';

/** A sky object: where it is, its tags, who works on it, and its source that is shown now. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => objectAnswer(user, params.id));
