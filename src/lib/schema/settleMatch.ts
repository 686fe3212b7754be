import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** How a person settles a doubtful match. */
export const settleMatchSchema = z
	.object({
		commandId: commandIdSchema,
		matchId: z.string().min(1).max(64),
		decision: z.enum(['keep', 'relink']),
		/** With relink: the object the source is. */
		objectId: z.string().max(64).optional()
	})
	.refine((wanted) => wanted.decision === 'keep' || wanted.objectId, {
		message: 'Choose the object this source is.',
		path: ['objectId']
	});
