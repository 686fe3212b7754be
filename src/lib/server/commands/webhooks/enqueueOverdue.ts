import { store } from '../../store/client.ts';
import { overdueDeliveries } from '../../store/deliveries.ts';
import { enqueueDelivery } from './queueDelivery.ts';

const OVERDUE_MS = 60_000;

/** Hands over deliveries again whose job never came: Redis was away or lost its memory, or a worker died. */
export async function enqueueOverdue(now = new Date()): Promise<void> {
	const overdue = await overdueDeliveries(store(), new Date(now.getTime() - OVERDUE_MS));
	for (const id of overdue) await enqueueDelivery(id);
}
