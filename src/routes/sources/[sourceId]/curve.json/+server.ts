import { smallCurve } from '#server/queries/sourceAround.ts';
import type { RequestHandler } from './$types';

/** What lists show of a light curve while a row is pointed at. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => smallCurve(user, params.sourceId));
