import { redirect } from '@sveltejs/kit';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { deleteRun, restoreNamedRun } from '#server/commands/runs/deleteRun.ts';
import { requestArrow } from '#server/commands/runs/requestArrow.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { setProvenance } from '#server/commands/setProvenance.ts';
import { runInbox } from '#server/queries/inboxPage.ts';
import { runHistory } from '#server/queries/auditTrail.ts';
import { commentSection } from '#server/queries/comments.ts';
import { shownConfig } from '#server/queries/runConfig.ts';
import { runLogs } from '#server/queries/runLogs.ts';
import { knownRun, runPage } from '#server/queries/runs.ts';
import { runPointings } from '#server/queries/skyPage.ts';
import { tagsByTarget, tagsShown } from '#server/queries/tags.ts';
import { act } from '../../act.ts';
import { commentActions } from '../../commentActions.ts';
import { inboxActions } from '../../inbox/inboxActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, depends, url }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => {
		const run = await knownRun(Number(params.runId));
		const shown = await runPage(user, run.id);
		const target = { kind: 'run', id: String(run.id) } as const;
		const imageIds = shown.images.map(({ id }) => String(id));
		const [comments, tags, imageTags, pointings, logs, config, history, inbox] = await Promise.all([
			commentSection(user, target),
			tagsShown(user, target),
			tagsByTarget(user, 'image', imageIds),
			runPointings(user, run.imageIds),
			runLogs(user, run, url.searchParams),
			shownConfig(user, run),
			runHistory(user, run.id),
			runInbox(user, run.id)
		]);
		return {
			shown,
			comments,
			tags,
			imageTags,
			pointings,
			logs,
			config,
			history,
			inbox,
			title: run.name
		};
	});
};

export const actions: Actions = {
	...commentActions,
	...tagActions,
	...inboxActions,
	process: act(startRun),
	cancel: act(cancelRun),
	restore: act(restoreNamedRun),
	arrow: act(requestArrow),
	provenance: act(setProvenance),
	remove: async (event) => {
		const outcome = await act(deleteRun)(event);
		if ('done' in outcome) redirect(303, '/runs');
		return outcome;
	}
};
