import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** The most objects that are acted on together. */
const MOST_CHOSEN = 1000;

/** What a table of sources sends of its chosen rows: the ids of their objects. */
export const chosenObjectsSchema = z.object({
	commandId: commandIdSchema.default(() => crypto.randomUUID()),
	targetIds: z
		.array(z.string().min(1).max(64))
		.min(1, 'Choose at least one source of the table.')
		.max(MOST_CHOSEN, `At most ${MOST_CHOSEN} sources can be chosen at once.`)
});

export const queueOfChosenSchema = chosenObjectsSchema.extend({
	name: z.string('Give the queue a name.').trim().min(1, 'Give the queue a name.').max(80),
	/** What they were chosen from, in words. */
	why: z.string().trim().max(400).default('')
});
