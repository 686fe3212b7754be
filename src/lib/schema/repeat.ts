import type { FoundShare } from './foundShare.ts';
import type { Confidence } from './vote.ts';

/** Other candidates that somebody has voted on since, and hours gone by, before a candidate is served to them once more. */
export const REPEAT_AFTER = { candidates: 10, hours: 12 } as const;

/**
 * A candidate that one person is to vote on once more without knowing. Until they have, nothing that they read says that they
 * voted on it; to everybody else their vote stands as ever.
 */
export interface Repeat {
	id: string;
	queueId: string;
	candidateId: string;
	objectId: string;
	userId: string;
	plantedAt: Date;
	/** The last time it was passed by, with the id that the command answered; no history tells of it. */
	skipped: { id: string; at: Date } | null;
}

/** A vote as it stood when its candidate was answered again. */
export interface FirstAnswer {
	classKey: string;
	confidence: Confidence;
	note: string;
	at: Date;
}

export interface RepeatReveal {
	kind: 'repeat';
	first: FirstAnswer;
	classKey: string;
	confidence: Confidence;
	/** Whether both count as the same class. */
	same: boolean;
	at: Date;
	takenBackAt: Date | null;
}

/** Of so many first answers of a class, those that were given again on the second look. */
export interface ClassAgain {
	classKey: string;
	/** Of everybody together: the team's purity. */
	team: FoundShare;
	/** The reader's own self-agreement; null where nobody reads. */
	you: FoundShare | null;
}

export interface RepeatTables {
	/** People who answered a repeat. */
	people: number;
	all: Omit<ClassAgain, 'classKey'>;
	/** In the order of the queue's classes; of those that anybody named first. */
	classes: ClassAgain[];
}
