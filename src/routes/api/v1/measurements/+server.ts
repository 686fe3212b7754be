import { measurementsAnswer } from '#server/queries/measurements.ts';
import type { RequestHandler } from './$types';

/** A page of measurements: at, radius, radiusUnit, image, run, forced, sort, order, page, size as in the page's own address. */
export const GET: RequestHandler = ({ locals, url }) =>
	locals.outcomes.answer((user) => measurementsAnswer(user, url.searchParams));
