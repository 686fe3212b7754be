import { availableParallelism } from 'node:os';
import type { CurveScore } from '#science/ese/scoreCurve.ts';
import { ensureRunQueue } from '#server/commands/queues/runQueue.ts';
import { reopenOnScores } from '#server/commands/reopenOnEvidence.ts';
import { announceScores, announceScoring } from '#server/commands/scores/announceScoring.ts';
import { scoreObjects } from '#server/commands/scores/scoreObjects.ts';
import { scoreRun } from '#server/commands/scores/scoreRun.ts';
import { tellSubscribers } from '#server/commands/savedQueries/tellSubscribers.ts';
import { watchScoresOfRun } from '#server/commands/watching/watchOverRun.ts';
import type { Handler } from '#server/jobs/handlers.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { noteScoring } from '#server/store/scorings.ts';
import type { ScoreBatch } from '#server/commands/scores/scoreSources.ts';
import { runInThread } from '../pool.ts';
import type { CurvesToScore } from '../threads/score.ts';

/** Half of the processors at most: what people wait for has the others. */
const THREADS = Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)));

const scoreBatch: ScoreBatch = (curves, signal) =>
	runInThread<CurveScore[]>('score', { curves } satisfies CurvesToScore, { signal });

/** Scores a completed run's sources, or a few of them anew, and puts its queue in order by the scores. */
export const score: Handler<'score'> = {
	kind: 'score',
	concurrency: 1,
	async handle({ runId, attempt, objectIds }) {
		const isShown = objectIds
			? await scoreObjects({ runId, objectIds }, { scoreBatch })
			: await scoreRun({ runId, attempt }, { atOnce: THREADS, scoreBatch });
		if (!isShown) return;
		await ensureRunQueue(runId);
		await reopenOnScores(runId);
		await watchScoresOfRun(runId);
		await tellSubscribers(runId, 'scored');
		await announceScores(runId);
	},
	async onFailed({ runId, attempt, objectIds }, error) {
		log.error('a run could not be scored', { runId, objectIds, error });
		if (objectIds) return;
		await noteScoring(store(), { runId, attempt }, { state: 'failed', error: error.message });
		await announceScoring(runId);
	}
};
