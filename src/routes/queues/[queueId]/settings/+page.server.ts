import { redirect } from '@sveltejs/kit';
import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { moveQueueTaxonomy } from '#server/commands/queues/moveQueueTaxonomy.ts';
import { fillQueueFromRun } from '#server/commands/queues/runQueue.ts';
import { queueSettingsPage } from '#server/queries/queueSettings.ts';
import { formFields } from '#schema/formFields.ts';
import { mappingOf, QUEUE_LISTS } from '#schema/queueSettings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url, depends }) => {
	depends('live:queue');
	return locals.outcomes.show(async (user) => {
		const shown = await queueSettingsPage(user, params.queueId, url.searchParams.get('moveTo'));
		return { shown, title: `Settings of ${shown.queue.name}` };
	});
};

export const actions: Actions = {
	change: async ({ request, locals, params: { queueId } }) => {
		const fields = formFields(await request.formData(), QUEUE_LISTS);
		return locals.outcomes.act(async (user) => {
			await changeQueue({ user }, { ...fields, queueId });
		});
	},
	move: async ({ request, locals, params: { queueId } }) => {
		const fields = formFields(await request.formData());
		const mapping = mappingOf(fields);
		const outcome = await locals.outcomes.act(async (user) => {
			await moveQueueTaxonomy({ user }, { ...fields, mapping, queueId });
		});
		if ('done' in outcome) redirect(303, `/queues/${queueId}/settings`);
		return outcome;
	},
	fill: async ({ request, locals, params: { queueId } }) => {
		const form = await request.formData();
		return locals.outcomes.act((user) =>
			fillQueueFromRun(user, { queueId, runId: Number(form.get('runId')) })
		);
	}
};
