import { leaseCandidate } from '#server/commands/votes/leaseCandidate.ts';
import { nextCandidate } from '#server/queries/nextCandidate.ts';
import { candidateListSchema } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { RequestHandler } from './$types';

/** The candidate to look at next, and why; null when none is left. The list's filter as in the queue page's address. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => next(user, params.id, url));

/** As GET, and says at once that one is looking at it, so that nobody else is served the same. */
export const POST: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer(async (user) => {
		const served = await next(user, params.id, url);
		if (served) await leaseCandidate({ user }, served.candidateId);
		return served;
	});

function next(user: User, queueId: string, url: URL) {
	const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
	return nextCandidate(user, queueId, list);
}
