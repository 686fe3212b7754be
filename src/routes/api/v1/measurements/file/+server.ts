import { measurementsFile } from '#server/queries/measurements.ts';
import type { RequestHandler } from './$types';

/** Every measurement that is asked for, whatever page, as CSV. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.download((user) => measurementsFile(user, url.searchParams));
