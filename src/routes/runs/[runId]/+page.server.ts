import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { runPage } from '#server/queries/runs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, depends }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => {
		const shown = await runPage(user, Number(params.runId));
		return { shown, title: shown.run.name };
	});
};

export const actions: Actions = {
	process: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => startRun({ user }, fields));
	},
	cancel: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => cancelRun({ user }, fields));
	}
};
