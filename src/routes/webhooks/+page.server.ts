import {
	createWebhook,
	redeliver,
	removeWebhook,
	switchWebhook,
	testWebhook
} from '#server/commands/webhooks/webhooks.ts';
import { webhookRows } from '#server/queries/webhooks.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:webhooks');
	return locals.outcomes.show(async (user) => ({
		title: 'Webhooks',
		webhooks: await webhookRows(user)
	}));
};

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const form = await request.formData();
		const fields = { ...Object.fromEntries(form), kinds: form.getAll('kinds') };
		return locals.outcomes.act((user) => createWebhook({ user }, fields));
	},
	test: act(testWebhook),
	switch: act(switchWebhook),
	remove: act(removeWebhook),
	redeliver: act(redeliver)
};
