import { taxonomyPage } from '#server/queries/taxonomies.ts';
import type { RequestHandler } from './$types';

/** One version of a class list, with the others and the queues that use it. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer((user) => taxonomyPage(user, params.id));
