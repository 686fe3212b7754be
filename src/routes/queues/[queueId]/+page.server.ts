import { commentSection } from '#server/queries/comments.ts';
import { queuePage } from '#server/queries/queues.ts';
import { candidateListSchema } from '#schema/queue.ts';
import { commentActions } from '../../commentActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:queue');
	const list = candidateListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => {
		const shown = await queuePage(user, params.queueId, list);
		const comments = await commentSection(user, { kind: 'queue', id: shown.queue.id });
		return { shown, comments, title: shown.queue.name };
	});
};

export const actions: Actions = { ...commentActions, ...tagActions };
