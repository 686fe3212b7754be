import { queuePage } from '#server/queries/queues.ts';
import { candidateListSchema } from '#schema/queue.ts';
import type { RequestHandler } from './$types';

/** One page of a queue's candidates; sort, order, page, show and tag as in the page's own address. */
export const GET: RequestHandler = ({ locals, params, url }) =>
	locals.outcomes.answer((user) => {
		const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
		return queuePage(user, params.id, list);
	});
