import { runsOfImageAnswer } from '#server/queries/imagePage.ts';
import type { RequestHandler } from './$types';

/** The completed runs that the image is in. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => runsOfImageAnswer(user, params.id));
