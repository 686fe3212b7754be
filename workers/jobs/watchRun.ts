import { tellSubscribers } from '#server/commands/savedQueries/tellSubscribers.ts';
import { watchOverRun } from '#server/commands/watching/watchOverRun.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { findAttempt } from '#server/store/runAttempts.ts';

/** Raises the alerts of a completed run. The run itself is complete whatever happens here. */
export const watchRun: Handler<'watchRun'> = {
	kind: 'watchRun',
	concurrency: 1,
	async handle({ runId, attempt }) {
		const current = await findAttempt(store(), runId);
		if (current?.id !== attempt) return;
		await watchOverRun(runId);
		await tellSubscribers(runId, 'published');
	},
	onFailed({ runId }, error) {
		log.error('a run could not be watched over', { runId, error });
		return Promise.resolve();
	}
};
