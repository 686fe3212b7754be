import { cancelJob, retryJob } from '#server/commands/jobs/retryJob.ts';
import { pauseJobs } from '#server/commands/jobs/pauseJobs.ts';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { forgetStatus, statusPage } from '#server/queries/status.ts';
import { act, type Command } from '../act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, depends }) => {
	depends('live:status');
	return locals.outcomes.show(async (user) => ({
		title: 'Status',
		reloads: 'live:status',
		status: await statusPage(user)
	}));
};

/** Whoever changes something sees it at once, not what was seen a second before. */
const seenAtOnce = (command: Command) =>
	act(async (context, input) => {
		const done = await command(context, input);
		forgetStatus();
		return done;
	});

export const actions: Actions = {
	pause: seenAtOnce(pauseJobs),
	retry: seenAtOnce(retryJob),
	cancelJob: seenAtOnce(cancelJob),
	cancel: seenAtOnce(cancelRun)
};
