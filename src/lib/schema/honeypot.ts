import type { FoundShare } from './foundShare.ts';
import type { Queue, Reason } from './queue.ts';
import type { FirstAnswer, RepeatReveal, RepeatTables } from './repeat.ts';
import type { Confidence } from './vote.ts';

/** How big a scattering event is that was made: relative depth and days in the lowest band, S/N in all epochs together. */
export interface EventSize {
	depth: number;
	durationDays: number;
	snr: number;
}

/** As they stand in tables and figures. */
export const EVENT_SIZES = [
	'depth',
	'durationDays',
	'snr'
] as const satisfies readonly (keyof EventSize)[];

/**
 * A scattering event that was made and multiplied into the light curve of a steady source of a queue, for some of those who
 * vote there, until they have. What was measured stays as it is.
 */
export interface Injection extends EventSize {
	id: string;
	queueId: string;
	objectId: string;
	/** Decides, with a person's id, who is shown it. It never leaves the server. */
	seed: string;
	event: {
		t0Mjd: number;
		tauDays: number;
		/** At 887.5 MHz. */
		alpha: number;
		sigmaS: number;
		compactFraction: number;
	};
	/** What the score says of the light curve with the event. */
	score: { eseScore: number; bestAlternative: string; numbers: Record<string, number> };
	/** What a table and a page say of it to whom it is shown. */
	shown: {
		etaPeak: number | null;
		vPeak: number | null;
		maxFluxPeak: number | null;
		score: number;
		reasons: Reason[];
	};
	at: Date;
}

/** What somebody said of a light curve with a made event, or of a candidate for the second time: no vote on the object. */
export interface HoneypotAnswer {
	id: string;
	queueId: string;
	objectId: string;
	candidateId: string;
	userId: string;
	classKey: string;
	confidence: Confidence;
	probability: number | null;
	note: string;
	seconds: number | null;
	/** Whether a class was named that the queue looks for. */
	found: boolean;
	/** What they had said of a repeated candidate before; null where it was a made event. */
	first: FirstAnswer | null;
	at: Date;
	/** When it was taken back, which is always after the reveal: it still counts as it was given. */
	takenBackAt: Date | null;
}

/** What the voter, and nobody else, is told after the answer. */
export type HoneypotReveal = EventReveal | RepeatReveal;

interface EventReveal extends EventSize {
	kind: 'event';
	t0Mjd: number;
	eseScore: number;
	classKey: string;
	confidence: Confidence;
	found: boolean;
	at: Date;
	takenBackAt: Date | null;
}

/** What a candidate's page says of hidden tests to one person. */
export interface HoneypotShown {
	/** Labels wait for this person's answer; the same for every candidate of the queue, whether it is a test or none. */
	untilVote: boolean;
	reveal: HoneypotReveal | null;
}

export interface CompletenessBin extends FoundShare {
	from: number;
	to: number;
}

/** Who or what looked for the made events. */
export const FINDERS = ['answers', 'team', 'you', 'score'] as const;
export type Finder = (typeof FINDERS)[number];

export interface CompletenessOf {
	finder: Finder;
	all: FoundShare;
	by: Record<keyof EventSize, CompletenessBin[]>;
}

/** What hidden tests tell of a queue's vetting. */
export interface CompletenessTables {
	/** Score from which on it counts as found. */
	threshold: number;
	/** Made events of the queue that anybody has answered. */
	answered: number;
	/** Answers that were taken back after the reveal; they count as they were given. */
	takenBack: number;
	of: CompletenessOf[];
	/** Votes, of those the reader may see, on steady sources without an event, and how many named a class looked for. */
	falseAlarms: FoundShare;
	repeats: RepeatTables;
}

export interface CompletenessPage extends CompletenessTables {
	queue: Queue;
	mayChange: boolean;
}
