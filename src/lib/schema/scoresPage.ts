import type { Scoring } from './eseScore.ts';
import type { ScoreCalibration } from './scoreCalibration.ts';

/** A completed run and its scores; `scoring` null where it was never scored. */
export interface ScoredRun {
	id: number;
	name: string;
	nSources: number;
	scoring: Scoring | null;
	/** Why the scores that are shown are not the newest there could be; '' where they are. */
	outdated: string;
}

/** The page /scores. */
export interface ScoresPage {
	runs: ScoredRun[];
	/** Of the method that is installed. */
	version: number;
	/** The one in use; null: probabilities are shown as the model says them. */
	inUse: ScoreCalibration | null;
	/** The latest first; those that were dropped too. */
	calibrations: ScoreCalibration[];
	/** Objects with a verdict and a score, to learn from now. */
	labelled: { nObjects: number; nEvents: number };
	allowed: { score: boolean; calibrate: boolean };
}
