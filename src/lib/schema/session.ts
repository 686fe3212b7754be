import { z } from 'zod';
import type { Sealing } from './queue.ts';
import { commandIdSchema, type Confidence } from './vote.ts';

const idSchema = z.string().min(1).max(64);
/** '' from a form that was left empty: no limit. */
const minutesSchema = z
	.union([
		z.literal('').transform(() => null),
		z.null(),
		z.coerce.number().min(0.5, 'Give it at least half a minute.').max(240, 'At most 240 minutes.')
	])
	.default(null);

export const startSessionSchema = z.object({
	commandId: commandIdSchema,
	queueId: idSchema,
	name: z.string().trim().min(1, 'Give the session a name.').max(80),
	/** How long people get to vote in a round, minutes; null: until the chair reveals. */
	roundMinutes: minutesSchema
});

export const sessionCommandSchema = z.object({ commandId: commandIdSchema, sessionId: idSchema });
export const showCandidateSchema = sessionCommandSchema.extend({ candidateId: idSchema });
export const handOverSchema = sessionCommandSchema.extend({ toUserId: idSchema });
export const startTimerSchema = sessionCommandSchema.extend({
	minutes: z.coerce
		.number()
		.min(0.5, 'Give the timer at least half a minute.')
		.max(240, 'At most 240 minutes.')
});

/** Somebody by the name they had, so that it can be read after the account is gone. */
export interface SessionPerson {
	id: string;
	name: string;
}

/** A vote as it was revealed to everybody in the session. */
export interface RevealedVote extends SessionPerson {
	classKey: string;
	classLabel: string;
	confidence: Confidence;
	blind: boolean;
	note: string;
}

/** A round of votes on one candidate. It is over when the votes have been revealed. */
interface SessionRound {
	candidateId: string;
	/** The queue's count: a second round follows a discussion. */
	round: number;
	openedAt: Date;
	revealedAt: Date | null;
}

/** Counts down for everybody from a time of the server's. */
interface SessionTimer {
	startedAt: Date;
	seconds: number;
}

/** A meeting over one queue. What decides something is here, changed by commands only; what merely moves is presence. */
export interface VettingSession {
	id: string;
	queueId: string;
	name: string;
	chair: SessionPerson;
	/** Whose candidate, zoom and stamp the followers see; null while nobody has the wheel. */
	driver: SessionPerson | null;
	/** The driver's candidate. */
	candidateId: string | null;
	roundMinutes: number | null;
	round: SessionRound | null;
	timer: SessionTimer | null;
	/** Everybody who has ever come in. */
	members: SessionMember[];
	/** Events so far; the next one's number. */
	events: number;
	startedAt: Date;
	endedAt: Date | null;
}

export interface SessionMember extends SessionPerson {
	cameAt: Date;
	/** When this person last left; null while here. */
	leftAt: Date | null;
}

/** A candidate by the name its object had. */
interface Shown {
	candidateId: string;
	objectName: string;
}

/** What an event says beside who and when. */
export type SessionHappening =
	| { kind: 'started'; queueName: string }
	| { kind: 'joined' }
	| { kind: 'left' }
	| { kind: 'drove'; driver: SessionPerson | null }
	| ({ kind: 'showed' } & Shown)
	| ({ kind: 'roundOpened'; round: number } & Shown)
	| ({ kind: 'revealed'; round: number; votes: RevealedVote[] } & Shown)
	| { kind: 'timerStarted'; seconds: number }
	| { kind: 'timerStopped' }
	| { kind: 'ended' };

/** One entry of a session's history; never changed, never deleted. Numbered from 1 without gaps. */
export type SessionEvent = SessionHappening & {
	number: number;
	by: SessionPerson;
	at: Date;
};

/** A session in the list. */
export interface SessionRow {
	id: string;
	session: VettingSession;
	queueName: string;
	/** Names of those in it now. */
	here: string[];
}

/** A session as its page, and the bar over a candidate, show it to one person. */
export interface SessionShown {
	session: VettingSession;
	queueName: string;
	sealing: Sealing;
	/** The driver's. */
	candidate: {
		id: string;
		objectName: string;
		/** The round now voted in. */
		round: number;
		isRetired: boolean;
		/** Whether everybody may see the votes of this round. */
		isRevealed: boolean;
	} | null;
	/** Who has voted on it in this round. */
	voted: SessionPerson[];
	/** What they have voted; null until everybody may see it. */
	votes: RevealedVote[] | null;
	/** The server's clock as this was read: all timers count from it. */
	nowMs: number;
	/** What this user may do here. */
	allowed: {
		drive: boolean;
		chair: boolean;
		/** Leads the session and may unseal the queue. */
		reveal: boolean;
		write: boolean;
	};
}

/** A moment of a session as it stood after something had happened. */
export interface SessionMoment {
	/** Place in the replay, from 0. */
	id: number;
	at: Date;
	/** `Ana revealed the votes on J0123-4567.` */
	sentence: string;
	candidate: { id: string; objectName: string } | null;
	driverName: string | null;
	/** Names of those who were there. */
	people: string[];
	/** The round voted in on that candidate; null while none was open. */
	round: number | null;
	/** Names of those who had voted on that candidate in that round. */
	voted: string[];
	/** What everybody could see of it then; null while it was sealed. */
	votes: RevealedVote[] | null;
}

/** What a session leaves behind. */
export interface SessionMinutes {
	session: VettingSession;
	queueName: string;
	/** One entry for each time that somebody was there; `leftAt` null: still there, or lost sight of. */
	stays: { name: string; cameAt: Date; leftAt: Date | null }[];
	/** Candidates in the order in which they were shown. */
	shown: { at: Date; by: string; candidateId: string; objectName: string }[];
	/** Votes as they were revealed. */
	decisions: {
		at: Date;
		by: string;
		candidateId: string;
		objectName: string;
		round: number;
		votes: RevealedVote[];
	}[];
	agenda: string;
	notes: string;
}
