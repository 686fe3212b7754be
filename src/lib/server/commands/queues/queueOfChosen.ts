import { queueOfChosenSchema } from '#schema/chosenSources.ts';
import type { Queue } from '#schema/queue.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { createQueueOfObjects } from './createQueueOfObjects.ts';

/** A queue of the objects whose rows somebody chose in a table of sources, in the table's order. */
export async function queueOfChosen(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, targetIds, name, why } = parse(queueOfChosenSchema, input);
	const text = `Chosen by ${context.user.displayName}${why && `: ${why}`}`;
	return createQueueOfObjects(context, {
		commandId,
		name,
		objectIds: targetIds,
		origin: { kind: 'objects' },
		reason: { rule: 'manual', text }
	});
}
