import { candidateListSchema } from '#schema/queue.ts';
import { queuePage } from '#server/queries/queues.ts';
import { walks } from '../../../walks.ts';

/** One page of a queue's candidates; sort, order, page, show and tag as in the page's own address, or after, limit. */
export const GET = walks((user, { event, address, ...walk }) => {
	const list = candidateListSchema.parse(Object.fromEntries(address));
	return queuePage(user, event.params.id ?? '', list, walk);
});
