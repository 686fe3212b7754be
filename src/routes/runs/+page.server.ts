import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { listRuns } from '#server/queries/runs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => ({ title: 'Runs', runs: await listRuns(user) }));
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
