import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

export const toggleFavouriteSchema = z.object({
	commandId: commandIdSchema,
	objectId: z.string().min(1).max(64)
});

export const noteFavouriteSchema = toggleFavouriteSchema.extend({
	note: z.string().trim().max(2000, 'A note has at most 2000 characters.')
});
