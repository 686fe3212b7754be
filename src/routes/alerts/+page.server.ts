import { redirect } from '@sveltejs/kit';
import { queueOfAlerts } from '#server/commands/alerts/queueOfAlerts.ts';
import { receiveVoevent } from '#server/commands/alerts/receiveVoevent.ts';
import { triageAlerts, undoTriage } from '#server/commands/alerts/triageAlerts.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { alertListSchema } from '#schema/alertPage.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, depends }) => {
	depends('live:alerts');
	const list = alertListSchema.parse(Object.fromEntries(url.searchParams));
	return locals.outcomes.show(async (user) => ({
		title: 'Alerts',
		inbox: await alertInbox(user, list),
		now: new Date()
	}));
};

export const actions: Actions = {
	triage: act(triageAlerts),
	undo: act(undoTriage),
	queue: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => queueOfAlerts({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/queues/${outcome.done.id}`);
		return outcome;
	},
	voevent: async ({ request, locals }) => {
		const packet = (await request.formData()).get('packet');
		const xml = packet instanceof File ? await packet.text() : '';
		return locals.outcomes.act((user) => receiveVoevent({ user }, xml));
	}
};
