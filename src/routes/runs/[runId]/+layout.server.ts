import { runHead } from '#server/queries/runs.ts';
import type { LayoutServerLoad } from './$types';

/** The run itself apart from what hangs on it: its progress is loaded again several times a second. */
export const load: LayoutServerLoad = ({ locals, params, depends }) => {
	depends('live:run-head');
	return locals.outcomes.show(async (user) => ({ run: await runHead(user, Number(params.runId)) }));
};
