import { may } from '#server/auth/may.ts';
import { listQueues } from '#server/queries/queues.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:queues');
	return locals.outcomes.show(async (user) => ({
		title: 'Queues',
		queues: await listQueues(user),
		mayCreate: may(user, 'createQueue')
	}));
};
