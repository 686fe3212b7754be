import { z } from 'zod';

export const CONFIDENCES = ['possible', 'likely', 'certain'] as const;
export const confidenceSchema = z.enum(CONFIDENCES);
export type Confidence = z.infer<typeof confidenceSchema>;

/** Client-made id of a command: a command replayed after a dropped connection is carried out once. */
export const commandIdSchema = z.uuid();

export const castVoteSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64),
	classKey: z.string().min(1).max(60),
	confidence: confidenceSchema.default('likely'),
	note: z.string().trim().max(1000).default('')
});

export const withdrawVoteSchema = z.object({
	commandId: commandIdSchema,
	candidateId: z.string().min(1).max(64)
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
	classKey: string;
	confidence: Confidence;
	note: string;
	/** True when nothing of others' votes had been shown to this person when this class was chosen. */
	blind: boolean;
	/** When others' votes were first shown to this person; null while they are sealed. */
	revealedAt: Date | null;
	createdAt: Date;
	updatedAt: Date;
}

/** One entry of a vote's history; never changed, never deleted. */
export interface VoteEvent {
	kind: 'cast' | 'changed' | 'withdrawn';
	candidateId: string;
	userId: string;
	userName: string;
	round: number;
	classKey: string;
	confidence: Confidence;
	note: string;
	blind: boolean;
	at: Date;
}
