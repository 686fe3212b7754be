import { redirect } from '@sveltejs/kit';
import { may } from '#server/auth/may.ts';
import { createQueue } from '#server/commands/queues.ts';
import { listQueues } from '#server/queries/queues.ts';
import { listRuns } from '#server/queries/runs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:queues');
	return locals.outcomes.show(async (user) => {
		const runs = may(user, 'createQueue') ? await listRuns(user) : null;
		return {
			title: 'Queues',
			queues: await listQueues(user),
			runs:
				runs
					?.filter((run) => run.revision > 0)
					.map(({ id, name, nSources }) => ({ id, name, nSources })) ?? null
		};
	});
};

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => createQueue({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/queues/${outcome.done.id}`);
		return outcome;
	}
};
