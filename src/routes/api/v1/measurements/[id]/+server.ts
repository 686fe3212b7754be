import { measurementAnswer } from '#server/queries/measurementPage.ts';
import type { RequestHandler } from './$types';

/** Everything stored of one measurement. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => measurementAnswer(user, params.id));
