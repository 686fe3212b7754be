import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

const text = z
	.string({ error: 'Say what you are doing.' })
	.trim()
	.min(3, 'Say what you are doing.')
	.max(500, 'At most 500 characters; put more behind the link.');

const linkSchema = z
	.string()
	.trim()
	.max(500, 'A link has at most 500 characters.')
	.default('')
	.refine((link) => link === '' || isWebAddress(link), {
		message: 'A link begins with https:// or http://.'
	})
	.transform((link) => (link === '' ? null : new URL(link).href));

export const declareInterestSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64),
	text,
	link: linkSchema
});

export const changeInterestSchema = z.object({
	commandId: commandIdSchema,
	interestId: z.string().min(1).max(64),
	text,
	link: linkSchema
});

export const endInterestSchema = z.object({
	commandId: commandIdSchema,
	interestId: z.string().min(1).max(64)
});

/** Somebody works on an object: who, on what, since when. Kept after it has ended. */
export interface Interest {
	id: string;
	objectId: string;
	userId: string;
	userName: string;
	text: string;
	/** http or https. */
	link: string | null;
	since: Date;
	changedAt: Date | null;
	endedAt: Date | null;
}

function isWebAddress(link: string): boolean {
	try {
		return ['http:', 'https:'].includes(new URL(link).protocol);
	} catch {
		return false;
	}
}

/** An entry as one reader sees it. */
export interface InterestRow extends Interest {
	mayChange: boolean;
}
