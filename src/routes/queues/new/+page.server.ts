import { redirect } from '@sveltejs/kit';
import { createQueue, previewPasted } from '#server/commands/queues/createQueue.ts';
import { newQueuePage } from '#server/queries/queueChoices.ts';
import { formFields } from '#schema/formFields.ts';
import { QUEUE_LISTS } from '#schema/queueSettings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
	locals.outcomes.show(async (user) => ({
		title: 'New queue',
		...(await newQueuePage(user, Object.fromEntries(url.searchParams)))
	}));

export const actions: Actions = {
	create: async ({ request, locals }) => {
		const fields = formFields(await request.formData(), QUEUE_LISTS);
		const outcome = await locals.outcomes.act((user) => createQueue({ user }, fields));
		if ('done' in outcome && outcome.done) redirect(303, `/queues/${outcome.done.id}`);
		return outcome;
	},
	preview: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => previewPasted({ user }, fields));
	}
};
