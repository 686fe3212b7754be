import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** Key of the class that a score is the probability of, in whichever class list. */
export const ESE_CLASS = 'ese';

/** What is refused below these: a curve through less would only be noise. */
export const LEAST_OBJECTS = 30;
export const LEAST_OF_EACH = 5;

export const CALIBRATION_METHODS = ['isotonic', 'platt'] as const;
export const METHOD_WORDS: Record<
	(typeof CALIBRATION_METHODS)[number],
	{ title: string; about: string }
> = {
	isotonic: {
		title: 'Isotonic',
		about: 'Any curve that never falls. Best with a hundred verdicts or more.'
	},
	platt: { title: 'Logistic (Platt)', about: 'Two numbers. Best with few verdicts.' }
};

/** As #science/ese/calibration makes it. */
export type CalibrationCurve =
	| { kind: 'platt'; slope: number; intercept: number }
	| { kind: 'isotonic'; lnOdds: number[]; probability: number[] };

/** As #science/ese/reliability counts them. */
export interface ReliabilityBin {
	from: number;
	to: number;
	n: number;
	events: number;
	said: number;
	share: number;
	low: number;
	high: number;
}

/** How scores become probabilities, learnt from verdicts. Written once; whether it is used is beside it. */
export interface ScoreCalibration {
	id: string;
	curve: CalibrationCurve;
	/** Of the scores that it was learnt from. */
	version: number;
	nObjects: number;
	nEvents: number;
	/** Of the scores as they are, and of what the calibration says of verdicts it was not fitted to. */
	before: { bins: ReliabilityBin[]; brier: number };
	after: { bins: ReliabilityBin[]; brier: number };
	madeById: string;
	madeByName: string;
	at: Date;
	adopted: { at: Date; byId: string; byName: string } | null;
	/** Set when another took its place, or none. */
	dropped: { at: Date; byName: string } | null;
}

export const makeCalibrationSchema = z.object({
	commandId: commandIdSchema,
	method: z.enum(CALIBRATION_METHODS, `A method is one of ${CALIBRATION_METHODS.join(', ')}.`)
});

/** Which calibration is to be used, or no longer. */
export const namedCalibrationSchema = z.object({
	commandId: commandIdSchema,
	calibrationId: z.string().min(1, 'Name the calibration.').max(64)
});
