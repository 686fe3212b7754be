import { sourceHistograms } from '#server/queries/sourceHistograms.ts';
import type { RequestHandler } from './$types';

/** How the numbers named by `hist` are spread over the answer to a question. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => sourceHistograms(user, url.searchParams));
