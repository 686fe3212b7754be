import { measurementsOfImage } from '#server/queries/measurements.ts';
import type { RequestHandler } from './$types';

/** A page of an image's measurements: forced=no|yes|only, sort, order, page, size. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => measurementsOfImage(user, params.id, url.searchParams));
