import { queueOfAlertsSchema } from '#schema/alert.ts';
import { Failure } from '#schema/failure.ts';
import type { Queue } from '#schema/queue.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { findAlerts } from '../../store/alerts.ts';
import { store } from '../../store/client.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { createQueueOfObjects } from '../queues/createQueueOfObjects.ts';

/** A queue of the objects of the selected alerts, in their order, each with what fired on it as its reason. */
export async function queueOfAlerts(context: CommandContext, input: unknown): Promise<Queue> {
	const { commandId, alertIds, name } = parse(queueOfAlertsSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'createQueue');
	const found = await findAlerts(store(), { ids: alertIds, userId: user.id });
	const byId = new Map(found.map((alert) => [alert.id, alert]));
	const alerts = alertIds.flatMap((id) => byId.get(id) ?? []);
	if (alerts.length === 0) throw new Failure('NotFound', 'These alerts do not exist (any more).');
	const reasons = new Map<string, string[]>();
	for (const { objectId, cause, reason } of alerts) {
		reasons.set(objectId, [...(reasons.get(objectId) ?? []), `${cause.name}: ${reason}`]);
	}
	return createQueueOfObjects(context, {
		commandId,
		name,
		objectIds: [...reasons.keys()],
		origin: { kind: 'alerts' },
		reason: (objectId) => ({ rule: 'alert', text: (reasons.get(objectId) ?? []).join(' · ') })
	});
}
