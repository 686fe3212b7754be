import { sourcesOfMeasurement } from '#server/queries/measurementPage.ts';
import type { RequestHandler } from './$types';

/** The sources of completed runs that it is a measurement of. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => sourcesOfMeasurement(user, params.id));
