import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** What a source scores, and the parts of it (spec/vetting.md §3.5). */
export interface EseScore {
	sourceId: number;
	runId: number;
	revision: number;
	/** Of how scores are made. */
	version: number;
	/** Names the set of bad images whose measurements are left out; '' for none. */
	basis: string;
	/** Measurements left out that are of bad images. */
	nLeftOut: number;
	/** Measurements left out because people agreed that they do not count. */
	nRetracted: number;
	/** Probability of a scattering event as the model says it, not calibrated; NaN: not enough data. */
	eseScore: number;
	/** The ordinary explanation that fits best, or that there is not enough data. */
	bestAlternative: string;
	/** By the names of the columns of `cli features`; NaN where not defined. */
	numbers: Record<string, number>;
	artefact: { probability: number; reasons: string[] };
	/** File name of the Hα map that the expected scintillation is from; null: none was installed. */
	halpha: string | null;
	at: Date;
}

/** A run's scores being made: the latest attempt. */
export interface Scoring {
	runId: number;
	runName: string;
	revision: number;
	version: number;
	basis: string;
	state: 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';
	/** Sources, those whose scores were kept included. */
	done: number;
	total: number;
	/** Sources whose light curve has not changed since it was scored. */
	copied: number;
	/** Light curves scored per second, over the last stretch; 0 where not known. */
	perSecond: number;
	error: string;
	cancelRequested: boolean;
	at: Date;
	/** The scores that are shown, until others are whole; null where there are none. */
	shown: ShownScores | null;
}

/** Whole scores of a generation. */
export interface ShownScores {
	revision: number;
	version: number;
	basis: string;
	at: Date;
	/** Sources that have a score. */
	scored: number;
	/** Sources without enough data. */
	notEnough: number;
	/** Sources at or above LIKELY. */
	likely: number;
}

/** From here on a source is nominated for its score alone: ten times what any source is before its light curve is seen. */
export const LIKELY = 0.1;

export const scoreRunSchema = z.object({
	commandId: commandIdSchema,
	runId: z.coerce.number('Name the run by its number.').int().positive()
});

/** A source's score as its page shows it. */
export interface ScoreShown extends EseScore {
	/** Why it is worth a look, or is not. */
	sentence: string;
	/** Of the lens's dip, relative; NaN where no lens was fitted. */
	depth: number;
	/** By the calibration that is in use; null while none is, or where there is not enough data. */
	calibrated: { probability: number; nObjects: number; at: Date } | null;
	/** Why another score is to be expected; '' where none is. */
	outdated: string;
}

/** Where a source's score stands. */
export type SourceScore =
	| { state: 'scored'; score: ScoreShown }
	| { state: 'never' | Exclude<Scoring['state'], 'done'>; done: number; total: number };
