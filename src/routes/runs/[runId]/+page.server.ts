import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { startRun } from '#server/commands/runs/startRun.ts';
import { commentSection } from '#server/queries/comments.ts';
import { runPage } from '#server/queries/runs.ts';
import { runPointings } from '#server/queries/skyPage.ts';
import { tagsByTarget, tagsShown } from '#server/queries/tags.ts';
import { commentActions } from '../../commentActions.ts';
import { tagActions } from '../../tagActions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, depends }) => {
	depends('live:runs');
	return locals.outcomes.show(async (user) => {
		const shown = await runPage(user, Number(params.runId));
		const comments = await commentSection(user, { kind: 'run', id: String(shown.run.id) });
		const tags = await tagsShown(user, { kind: 'run', id: String(shown.run.id) });
		const imageIds = shown.images.map(({ id }) => String(id));
		const imageTags = await tagsByTarget(user, 'image', imageIds);
		const pointings = await runPointings(user, shown.run.imageIds);
		return { shown, comments, tags, imageTags, pointings, title: shown.run.name };
	});
};

export const actions: Actions = {
	...commentActions,
	...tagActions,
	process: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => startRun({ user }, fields));
	},
	cancel: async ({ request, locals }) => {
		const fields = Object.fromEntries(await request.formData());
		return locals.outcomes.act((user) => cancelRun({ user }, fields));
	}
};
