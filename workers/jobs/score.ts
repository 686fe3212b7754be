import { availableParallelism } from 'node:os';
import type { CurveScore } from '#science/ese/scoreCurve.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { announceScoring } from '#server/commands/scores/announceScoring.ts';
import { scoreRun } from '#server/commands/scores/scoreRun.ts';
import { watchScoresOfRun } from '#server/commands/watching/watchOverRun.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { noteScoring } from '#server/store/scorings.ts';
import { runInThread } from '../pool.ts';
import type { CurvesToScore } from '../threads/score.ts';

/** Half of the processors at most: what people wait for has the others. */
const THREADS = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));

/** Scores a completed run's sources, and puts its queue in order by the scores. */
export const score: Handler<'score'> = {
	kind: 'score',
	concurrency: 1,
	async handle({ runId, attempt }) {
		const scored = await scoreRun(
			{ runId, attempt },
			{
				atOnce: THREADS,
				scoreBatch: (curves, signal) =>
					runInThread<CurveScore[]>('score', { curves } satisfies CurvesToScore, { signal })
			}
		);
		if (!scored) return;
		await ensureRunQueue(runId);
		await watchScoresOfRun(runId);
		await announceScoring(runId);
	},
	async onFailed({ runId, attempt }, error) {
		log.error('a run could not be scored', { runId, error });
		await noteScoring(store(), { runId, attempt }, { state: 'failed', error: error.message });
		await announceScoring(runId);
	}
};
