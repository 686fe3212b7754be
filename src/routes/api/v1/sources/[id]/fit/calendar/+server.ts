import { lensCalendar } from '#server/queries/lensFitCalendar.ts';
import type { RequestHandler } from './$types';

/** What is still to come of an event, as a calendar file. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.download((user) => lensCalendar(user, params.id, url.searchParams));
