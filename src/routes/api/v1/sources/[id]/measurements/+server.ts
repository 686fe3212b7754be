import { measurementsOfSource } from '#server/queries/sources/oneSource.ts';
import type { RequestHandler } from './$types';

/** A source's measurements in the order of time → { count, rows }. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => measurementsOfSource(user, params.id));
