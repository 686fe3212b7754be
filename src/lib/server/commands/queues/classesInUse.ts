import type { Queue } from '#schema/queue.ts';
import { namesNoClass } from '#schema/vote.ts';
import { store } from '../../store/client.ts';
import { opinionsInQueue } from '../../store/opinions.ts';
import { labelsOfRule } from './ruleLabels.ts';

/** Live votes by class, of every round; and, with none, the classes that the queue's settings name. */
export async function classesInUse(
	queue: Pick<Queue, 'id' | 'taxonomy' | 'wanted' | 'rules'>
): Promise<Map<string, number>> {
	const inUse = new Map<string, number>();
	for (const key of [...queue.wanted, ...queue.rules.flatMap(labelsOfRule)]) inUse.set(key, 0);
	for (const { classKey } of await opinionsInQueue(store(), queue)) {
		inUse.set(classKey, (inUse.get(classKey) ?? 0) + 1);
	}
	for (const key of inUse.keys()) if (namesNoClass(key)) inUse.delete(key);
	return inUse;
}
