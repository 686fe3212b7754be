import { deliver as tryDelivery } from '#server/commands/webhooks/deliver.ts';
import type { Handler } from '#server/jobs/handlers.ts';

/** Sends one delivery to its webhook. Failed tries are the command's business: it puts the next one off. */
export const deliver: Handler<'deliver'> = {
	kind: 'deliver',
	// Most of the time is spent waiting for others.
	concurrency: 8,
	handle: ({ deliveryId }) => tryDelivery(deliveryId)
};
