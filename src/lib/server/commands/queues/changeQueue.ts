import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import { changeQueueSchema } from '#schema/queueSettings.ts';
import type { User } from '#schema/user.ts';
import { commandIdSchema } from '#schema/vote.ts';
import { z } from 'zod';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { candidatesOfQueue } from '../../store/candidates.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findQueue, updateQueue } from '../../store/queues.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { fillAndTell } from './makeQueue.ts';
import { settled } from './settled.ts';

const schema = changeQueueSchema.omit({ taxonomyId: true }).extend({
	commandId: commandIdSchema.default(() => crypto.randomUUID()),
	queueId: z.string().min(1).max(64)
});

/** Changes a queue's settings; what is not mentioned stays. Its class list is changed by moveQueueTaxonomy. */
export async function changeQueue(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, queueId, ...settings } = parse(schema, input);
	const { user } = context;
	let testShareBefore: number | null = null;
	const changed = await once(
		context,
		{ command: 'changeQueue', commandId },
		async (transaction) => {
			const before = await queueToChange(user, queueId, transaction);
			testShareBefore = before.testShare;
			const change = await settled(settings, before);
			await writeChange(user, { before, change, action: 'changeQueue' }, transaction);
			return { ...before, ...change };
		}
	);
	await announceChange(user, changed.id);
	if (testShareBefore !== null && testShareBefore !== changed.testShare)
		await fillAndTell(user, changed, await candidatesOfQueue(store(), changed.id), {
			testShare: changed.testShare
		});
	return changed;
}

export async function queueToChange(
	user: User,
	queueId: string,
	transaction: Transaction
): Promise<Queue> {
	const queue = await findQueue(store(), queueId, transaction);
	if (!queue) throw new Failure('NotFound', 'This queue does not exist.');
	mayOrRefuse(user, 'changeQueue', { ownerId: queue.createdBy });
	return queue;
}

/** Writes the fields and what they were before. */
export async function writeChange(
	user: User,
	{ before, change, action }: { before: Queue; change: Partial<Queue>; action: string },
	transaction: Transaction
): Promise<void> {
	await updateQueue(store(), before.id, change, transaction);
	const was = Object.fromEntries(
		Object.entries(before).filter(([name]) => Object.hasOwn(change, name))
	);
	const event = { action, target: `queue ${before.id}`, before: was, after: change };
	await audit(user, event, transaction);
}

export async function announceChange(user: User, queueId: string): Promise<void> {
	const by = { byId: user.id, byName: user.displayName };
	await Promise.all([
		announce({ topic: `queue-${queueId}`, kind: 'queue', ...by }),
		announce({ topic: 'queues', kind: 'queue', ...by })
	]);
}
