import { smallCurve } from '#server/queries/sourceAround.ts';
import type { RequestHandler } from './$types';

/** Its light curve, no more than times and peak fluxes. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => smallCurve(user, params.id));
