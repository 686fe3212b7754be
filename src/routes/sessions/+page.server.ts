import { redirect } from '@sveltejs/kit';
import { may } from '#server/auth/may.ts';
import { startSession } from '#server/commands/sessions/startSession.ts';
import { listQueues } from '#server/queries/queues.ts';
import { listSessions } from '#server/queries/sessions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends, url }) => {
	depends('live:sessions');
	return locals.outcomes.show(async (user) => {
		const queues = may(user, 'startSession') ? await listQueues(user) : null;
		return {
			title: 'Sessions',
			sessions: await listSessions(user),
			queues: queues?.map(({ queue: { id, name, sealing } }) => ({ id, name, sealing })) ?? null,
			/** Chosen already when one comes from a queue's page. */
			queueId: url.searchParams.get('queue')
		};
	});
};

export const actions: Actions = {
	start: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => startSession({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/sessions/${outcome.done.id}`);
		return outcome;
	}
};
