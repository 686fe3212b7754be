import { z } from 'zod';

export const CONFIDENCES = ['possible', 'likely', 'certain'] as const;
export const confidenceSchema = z.enum(CONFIDENCES);
export type Confidence = z.infer<typeof confidenceSchema>;

/** Client-made id of a command: a command replayed after a dropped connection is carried out once. */
export const commandIdSchema = z.uuid();

/**
 * Answers that name no class: kept and counted like votes, and no opinion on the class in any statistic. `skip` only says
 * that this person has passed it by; `more-data` sets a watch on the object.
 */
export const NO_CLASS = ['unsure', 'more-data', 'skip'] as const;
export type NoClass = (typeof NO_CLASS)[number];
export const NO_CLASS_LABELS: Record<NoClass, string> = {
	unsure: 'Unsure',
	'more-data': 'Need more data',
	skip: 'Skipped'
};

export function namesNoClass(classKey: string): classKey is NoClass {
	return NO_CLASS.some((known) => known === classKey);
}

export const castVoteSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64),
	/** The queue whose page this was chosen on, when there was one: a candidate of another queue is refused. */
	queueId: z.string().max(64).optional(),
	classKey: z.string().min(1).max(60),
	/** Version of the class list that the voter saw; the queue's present one unless said. */
	taxonomyVersion: z.coerce.number().int().positive().optional(),
	confidence: confidenceSchema.default('likely'),
	/** How probable the voter takes the class to be; '' from a form that was left empty. */
	probability: z
		.union([z.literal('').transform(() => null), z.coerce.number().min(0).max(1), z.null()])
		.default(null),
	note: z.string().trim().max(1000).default(''),
	/** Seconds the candidate was looked at before this vote, as the page measured them. */
	seconds: z.coerce.number().min(0).max(86_400).nullable().default(null)
});

export const withdrawVoteSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64)
});

/** What the chair does to one candidate, or to all of a queue's. */
export const revealVotesSchema = z.union(
	[
		z.object({ commandId: commandIdSchema, candidateId: z.string().min(1).max(64) }),
		z.object({ commandId: commandIdSchema, queueId: z.string().min(1).max(64) })
	],
	{ error: 'Name the candidate, or the queue, whose votes are to be revealed.' }
);

const reason = z
	.string({ error: 'Give a reason.' })
	.trim()
	.min(3, 'Give a reason: it stays with the candidate.')
	.max(1000);

export const retireCandidateSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64),
	classKey: z.string().min(1, 'Choose a class.').max(60),
	reason
});

export const reopenCandidateSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64),
	reason
});

/** The live vote of one person on one candidate in one round. */
export interface Vote {
	id: string;
	queueId: string;
	candidateId: string;
	objectId: string;
	userId: string;
	/** Kept with the vote, so that it can be read after the account is gone. */
	userName: string;
	round: number;
	/** A class of the queue's taxonomy, or one of NO_CLASS. */
	classKey: string;
	/** Version of the taxonomy that the class was chosen from. */
	taxonomyVersion: number;
	confidence: Confidence;
	probability: number | null;
	note: string;
	seconds: number | null;
	/** True when nothing of others' votes had been shown to this person when this class was chosen. */
	blind: boolean;
	/** When others' votes were first shown to this person; null while they are sealed. */
	revealedAt: Date | null;
	createdAt: Date;
	updatedAt: Date;
}

/** One entry of a vote's history; never changed, never deleted. */
export interface VoteEvent {
	/** skipped: passed by without a vote. */
	kind: 'cast' | 'changed' | 'withdrawn' | 'skipped';
	candidateId: string;
	userId: string;
	userName: string;
	round: number;
	classKey: string;
	taxonomyVersion: number;
	confidence: Confidence;
	probability: number | null;
	note: string;
	blind: boolean;
	at: Date;
}
