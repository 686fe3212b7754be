import { compareRunsPoints } from '#server/queries/compareRunsPoints.ts';
import type { RequestHandler } from './$types';

/** The points of a plot of two runs, or how crowded they are. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => compareRunsPoints(user, url.searchParams));
