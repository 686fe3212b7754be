import type { Queue } from '#schema/queue.ts';
import { QUEUE_DEFAULTS } from '#schema/queueDefaults.ts';
import type { QueueSettings } from '#schema/queueSettings.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';
import { candidatesOfQueue } from '../../store/candidates.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { insertQueue } from '../../store/queues.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { withComparisons } from '../honeypots/comparisons.ts';
import { once } from '../once.ts';
import { taxonomyToUse } from '../taxonomies/taxonomyToUse.ts';
import { fillQueue, type Filled, type Nominee } from './fillQueue.ts';
import type { Gathered } from './gather.ts';
import { settled } from './settled.ts';

interface Wanted {
	commandId: string;
	settings: QueueSettings & { name: string };
	gathered: Gathered;
}

/** Writes a queue whose settings and candidates are known, and tells of it. */
export async function makeQueue(
	context: CommandContext,
	{ commandId, settings, gathered }: Wanted
): Promise<Queue> {
	const { user } = context;
	const { origin, runId, nominees } = gathered;
	const taxonomy = await taxonomyToUse(settings.taxonomyId);
	const blank = blankQueue({ name: settings.name, origin, runId, taxonomy, createdBy: user.id });
	const wanted = { ...blank, ...(await settled(settings, blank)) };
	const queue = await once(context, { command: 'createQueue', commandId }, async (transaction) => {
		await insertQueue(store(), wanted, transaction);
		const event = { action: 'createQueue', target: `queue ${wanted.id}`, after: wanted.name };
		await audit(user, event, transaction);
		return wanted;
	});
	await fillAndTell(user, queue, nominees);
	return queue;
}

/** Fills a queue and tells the pages that show it. */
export async function fillAndTell(
	user: User | null,
	queue: Queue,
	nominees: Nominee[],
	from: object = { origin: queue.origin }
): Promise<Filled> {
	const present = await candidatesOfQueue(store(), queue.id);
	const all = await withComparisons(store(), queue, { nominees, present });
	const filled = await fillQueue(store(), queue, all);
	await audit(user, {
		action: 'fillQueue',
		target: `queue ${queue.id}`,
		after: { ...from, ...filled }
	});
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	await Promise.all([
		announce({ topic: `queue-${queue.id}`, kind: 'candidates', ...by }),
		announce({ topic: 'queues', kind: 'candidates', ...by })
	]);
	return filled;
}

/** A queue that its maker has said nothing about but what it is of. */
export function blankQueue(
	of: Pick<Queue, 'name' | 'origin' | 'runId' | 'taxonomy' | 'createdBy'>
): Queue {
	return {
		...QUEUE_DEFAULTS,
		id: newId(),
		description: '',
		protocol: '',
		sealing: 'open',
		opinionsWanted: 2,
		round: 1,
		createdAt: new Date(),
		...of
	};
}
