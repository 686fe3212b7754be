import { sourceTrust } from '#server/queries/sourceTrust.ts';
import type { RequestHandler } from './$types';

/** What the numbers of a source rest on. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => sourceTrust(user, params.id));
