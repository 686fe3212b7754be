import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** How far a retraction reaches. */
export const RETRACTION_SCOPES = ['measurement', 'image'] as const;
export type RetractionScope = (typeof RETRACTION_SCOPES)[number];

/**
 * That an epoch should not count: an overlay on what people see and on what is fitted, once it is agreed. What was measured stays as
 * it is stored.
 */
export interface EpochRetraction {
	id: string;
	objectId: string;
	scope: RetractionScope;
	imageId: number;
	measurementId: number;
	/** MJD (UTC). */
	mjd: number;
	frequencyMhz: number;
	reason: string;
	state: 'proposed' | 'agreed' | 'declined';
	byId: string;
	byName: string;
	at: Date;
	decidedById: string | null;
	decidedByName: string | null;
	decidedAt: Date | null;
}

export const proposeRetractionSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64),
	sourceId: z.coerce.number('Name the source by its number.').int().positive(),
	measurementId: z.coerce.number('Choose an epoch.').int('Choose an epoch.').positive(),
	scope: z.enum(RETRACTION_SCOPES, 'Say whether it is this measurement or the whole image.'),
	reason: z
		.string()
		.trim()
		.min(3, 'Say why, so that others can judge.')
		.max(400, 'A reason has at most 400 characters.')
});

export const decideRetractionSchema = z.object({
	commandId: commandIdSchema,
	retractionId: z.string().min(1, 'Say which proposal.').max(64),
	decision: z.enum(['agreed', 'declined'], 'A proposal is agreed or declined.')
});

/** What leaving out an epoch does to one source: its score as the model says it, and its place among the run's. */
export interface RetractionEffect {
	sourceId: number;
	name: string;
	score: { before: number | null; after: number | null };
	/** From 1, by score among all sources of the run; null where it has no score. */
	place: { before: number; after: number } | null;
}

/** What leaving out an epoch does to the run's order: the source itself first, then those it changes most. */
export interface RetractionEffects {
	effects: RetractionEffect[];
	/** Sources whose score stays, but whose place does not. */
	others: { up: number; down: number };
}
