import { redirect } from '@sveltejs/kit';
import { makeRun } from '#server/commands/runs/makeRun.ts';
import { deleteTemplate } from '#server/commands/runs/templates.ts';
import { newRunChoices } from '#server/queries/runConfig.ts';
import { act } from '../../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	locals.outcomes.show(async (user) => ({
		title: 'New run',
		choices: await newRunChoices(user)
	}));

export const actions: Actions = {
	make: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		const outcome = await locals.outcomes.act((user) => makeRun({ user }, fields));
		if ('done' in outcome && outcome.done)
			redirect(303, `/runs/${outcome.done.id}/config?files=raw`);
		return outcome;
	},
	deleteTemplate: act(deleteTemplate)
};
