import { imageAnswer } from '#server/queries/imagePage.ts';
import type { RequestHandler } from './$types';

/** One image, with the mark that stands. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => imageAnswer(user, params.id));
