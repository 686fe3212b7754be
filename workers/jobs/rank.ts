import { reworkNewRun } from '#server/commands/images/requestRework.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { requestScores } from '#server/commands/scores/requestScores.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { findAttempt, noteRanked } from '#server/store/runAttempts.ts';

/** Puts what stands out in a completed run into its queue. The run itself is complete whatever happens here. */
export const rank: Handler<'rank'> = {
	kind: 'rank',
	concurrency: 1,
	async handle({ runId, attempt }) {
		const current = await findAttempt(store(), runId);
		if (current?.id !== attempt) return;
		await ensureRunQueue(runId);
		await noteRanked(store(), runId, attempt);
		// Where numbers are worked out anew, scores are made after them.
		if (!(await reworkNewRun(runId))) await requestScores(runId);
	},
	async onFailed({ runId, attempt }, error) {
		log.error('a run could not be ranked', { runId, error });
		await noteRanked(store(), runId, attempt);
	}
};
