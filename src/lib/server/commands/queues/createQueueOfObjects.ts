import type { Queue, QueueOrigin, Reason } from '#schema/queue.ts';
import { newQueueSettingsSchema } from '#schema/queueSettings.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { makeQueue } from './makeQueue.ts';
import { nominateObjects } from './nominateObjects.ts';

interface Chosen {
	name: string;
	/** In the order they are to be looked at. */
	objectIds: string[];
	origin: Extract<QueueOrigin, { kind: 'alerts' | 'objects' }>;
	/** Why each is in the queue. */
	reason: Reason | ((objectId: string) => Reason);
	commandId?: string;
	description?: string;
}

const schema = newQueueSettingsSchema
	.pick({ name: true, description: true })
	.extend({ commandId: commandIdSchema.default(() => crypto.randomUUID()) });

/** A queue of objects that somebody or something has chosen, whichever runs they are from. */
export async function createQueueOfObjects(
	context: CommandContext,
	{ objectIds, origin, reason, ...input }: Chosen
): Promise<Queue> {
	const { commandId, ...settings } = parse(schema, input);
	mayOrRefuse(context.user, 'createQueue');
	const reasonOf = typeof reason === 'function' ? reason : () => reason;
	const nominees = await nominateObjects(store(), objectIds, reasonOf);
	return makeQueue(context, { commandId, settings, gathered: { origin, runId: null, nominees } });
}
