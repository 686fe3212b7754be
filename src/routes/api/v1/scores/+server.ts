import { scoresPage } from '#server/queries/scoresPage.ts';
import type { RequestHandler } from './$types';

/** Scores of runs, how far each is, and the calibrations there are. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => scoresPage(user));
