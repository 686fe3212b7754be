import { candidateListSchema } from '#schema/queue.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import type { RequestHandler } from './$types';

/** All that its page shows. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => {
		const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
		return candidatePage(user, params.id, params.candidateId, list);
	});
