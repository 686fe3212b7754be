import { measurementsFile } from '#server/queries/measurements.ts';
import type { RequestHandler } from './$types';

/** Every measurement that the address asks for, whatever page, as CSV with units in the header. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.download((user) => measurementsFile(user, url.searchParams));
