import { reworkForRanking } from '#server/commands/images/reworkForRanking.ts';
import { announceRework } from '#server/commands/images/requestRework.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { requestScores } from '#server/commands/scores/requestScores.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { noteRework } from '#server/store/reworks.ts';

/** Works out a run's numbers without its bad images, and ranks its sources anew by them. */
export const reworkMetrics: Handler<'reworkMetrics'> = {
	kind: 'reworkMetrics',
	concurrency: 1,
	async handle({ runId, attempt }) {
		if (!(await noteRework(store(), { runId, attempt }, { state: 'working' }))) return;
		await announceRework(runId);
		if (!(await reworkForRanking({ runId, attempt }))) return;
		// The ranking goes by numbers that are whole.
		await noteRework(store(), { runId, attempt }, { state: 'done' });
		await ensureRunQueue(runId);
		await announceRework(runId);
		await requestScores(runId);
	},
	async onFailed({ runId, attempt }, error) {
		log.error('numbers without bad images could not be worked out', { runId, error });
		await noteRework(store(), { runId, attempt }, { state: 'failed', error: error.message });
		await announceRework(runId);
	}
};
