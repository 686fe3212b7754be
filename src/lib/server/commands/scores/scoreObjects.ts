import type { ShownScores } from '#schema/eseScore.ts';
import { store } from '../../store/client.ts';
import { curvesToScore, type SourceToScore } from '../../store/curvesToScore.ts';
import type { Edition } from '../../store/eseScores.ts';
import { withLock } from '../../store/locks.ts';
import { findRun } from '../../store/runs.ts';
import { findScoring, showChangedScores } from '../../store/scorings.ts';
import { requestScores } from './requestScores.ts';
import { runSetting } from './scoreSetting.ts';
import { scoreSources, type ScoreBatch } from './scoreSources.ts';
import { layingOut, tallyScores } from './tallyScores.ts';

/**
 * Scores some objects of a run anew among the scores that are shown: something was decided of their epochs. The others stand. False
 * where that was not all there is to do: the run has no scores yet, or all of them are asked for.
 */
export function scoreObjects(
	job: { runId: number; objectIds: readonly string[] },
	options: { scoreBatch: ScoreBatch }
): Promise<boolean> {
	// What is decided while this works has its own turn after it.
	return withLock(store(), layingOut(job.runId), () => scoreAmong(job, options));
}

async function scoreAmong(
	{ runId, objectIds }: { runId: number; objectIds: readonly string[] },
	{ scoreBatch }: { scoreBatch: ScoreBatch }
): Promise<boolean> {
	const run = await findRun(store(), runId);
	const scoring = await findScoring(store(), runId);
	if (!run || !scoring) return false;
	const by = await runSetting(run);
	const isUnderWay = scoring.state === 'waiting' || scoring.state === 'working';
	if (isUnderWay || !isOf(by.edition, scoring.shown)) {
		// What is under way may have read this object before it was decided.
		if (isUnderWay || scoring.shown) await requestScores(runId);
		return false;
	}
	const sources: SourceToScore[] = [];
	for await (const source of curvesToScore(store(), by.edition, objectIds)) sources.push(source);
	const { signal } = new AbortController();
	await scoreSources(sources, by, { scoreBatch, signal });
	return showChangedScores(store(), runId, await tallyScores(by.edition));
}

function isOf({ revision, version, basis }: Edition, shown: ShownScores | null): boolean {
	return shown?.revision === revision && shown.version === version && shown.basis === basis;
}
