import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { runsPage } from '#server/queries/runs.ts';
import { act } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends, url }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => ({
		title: 'Runs',
		shown: await runsPage(user, url.searchParams)
	}));
};

export const actions: Actions = {
	process: act(startRun),
	cancel: act(cancelRun)
};
