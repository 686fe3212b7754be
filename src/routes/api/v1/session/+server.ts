import type { RequestHandler } from './$types';

/** Who is signed in; 401 for nobody. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer((user) => Promise.resolve(user));
