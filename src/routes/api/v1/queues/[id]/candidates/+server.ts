import { candidateListSchema } from '#schema/queue.ts';
import { queuePage } from '#server/queries/queues.ts';
import { pages } from '../../../pages.ts';

/** One page of a queue's candidates; sort, order, page, show and tag as in the page's own address. */
export const GET = pages(
	(user, { params, url }) => {
		const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
		return queuePage(user, params.id ?? '', list);
	},
	({ total, list, pageSize }) => ({ count: total, page: list.page, size: pageSize })
);
