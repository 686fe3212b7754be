import type { Queue } from '#schema/queue.ts';
import {
	newQueueSettingsSchema,
	pastedSchema,
	queueSourceSchema,
	type MatchedPositions
} from '#schema/queueSettings.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { gather } from './gather.ts';
import { makeQueue } from './makeQueue.ts';
import { matchPasted } from './pastedPositions.ts';

/** A command id is only needed where the form may be sent twice. */
const schema = newQueueSettingsSchema.extend({
	commandId: commandIdSchema.default(() => crypto.randomUUID())
});

/** Makes a queue of what its source gives, with its settings: all of it or nothing. */
export async function createQueue(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, ...settings } = parse(schema, input);
	const source = parse(queueSourceSchema, input);
	mayOrRefuse(context.user, 'createQueue');
	const gathered = await gather(context.user, source);
	return makeQueue(context, { commandId, settings, gathered });
}

/** What a pasted list would come to, line by line. */
export function previewPasted({ user }: CommandContext, input: unknown): Promise<MatchedPositions> {
	const pasted = parse(pastedSchema, input);
	mayOrRefuse(user, 'createQueue');
	return matchPasted(store(), pasted);
}
