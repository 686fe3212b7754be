import type { EseScore, ScoreShown, Scoring, SourceScore } from '#schema/eseScore.ts';
import type { ScoreCalibration } from '#schema/scoreCalibration.ts';
import type { Source } from '#schema/source.ts';
import { calibrated } from '#science/ese/calibration.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { lensDepth, whySentence } from '#science/ese/whySentence.ts';
import { store } from '../store/client.ts';
import { findEseScore } from '../store/eseScores.ts';
import { badImagesKey } from '../store/imageMarks.ts';
import { calibrationInUse } from '../store/scoreCalibrations.ts';
import { findScoring } from '../store/scorings.ts';

/**
 * The score of a source with all that makes it up, or how far its run is from having one. `nRetracted` of its measurements do not
 * count now.
 */
export async function sourceScore(
	{ id, runId, revision }: Pick<Source, 'id' | 'runId' | 'revision'>,
	nRetracted: number
): Promise<SourceScore> {
	const scoring = await findScoring(store(), runId);
	if (!scoring) return { state: 'never', done: 0, total: 0 };
	const { shown } = scoring;
	if (shown?.revision === revision) {
		const [score, calibration, basis] = await Promise.all([
			findEseScore(store(), id, shown),
			calibrationInUse(store()),
			badImagesKey(store(), runId)
		]);
		if (score)
			return {
				state: 'scored',
				score: shownScore(score, { calibration, scoring, basis, nRetracted })
			};
	}
	const { state, done, total } = scoring;
	return { state: state === 'done' ? 'never' : state, done, total };
}

interface Setting {
	calibration: ScoreCalibration | null;
	scoring: Scoring;
	/** That the scores would be on if they were made now. */
	basis: string;
	/** Measurements that they would leave out by agreement. */
	nRetracted: number;
}

function shownScore(
	score: EseScore,
	{ calibration, scoring, basis, nRetracted }: Setting
): ScoreShown {
	const decided =
		score.nRetracted === nRetracted
			? ''
			: 'What counts of its epochs was decided anew: it is scored again.';
	return {
		...score,
		sentence: whySentence(score),
		depth: lensDepth(score.numbers),
		calibrated: calibratedScore(score, calibration),
		outdated: whyOutdated(scoring, basis) || decided
	};
}

/** A calibration speaks of the scores it was learnt from: those of another version stay as they are. */
export function calibratedScore(
	{ eseScore, version }: Pick<EseScore, 'eseScore' | 'version'>,
	calibration: ScoreCalibration | null
): ScoreShown['calibrated'] {
	if (!calibration || calibration.version !== version || Number.isNaN(eseScore)) return null;
	const { curve, nObjects, at } = calibration;
	return { probability: calibrated(curve, eseScore), nObjects, at };
}

/** '' where the scores that are shown are as new as can be. */
export function whyOutdated({ state, shown, done, total }: Scoring, basis: string): string {
	if (!shown) return '';
	if (state === 'waiting' || state === 'working')
		return `New scores are being made: ${done} of ${total} sources.`;
	if (shown.version !== SCORE_VERSION) return `Scores are now made by version ${SCORE_VERSION}.`;
	if (shown.basis !== basis) return 'Images have been marked since.';
	return '';
}
