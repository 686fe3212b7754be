import type { WebhookRow } from '#schema/webhook.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { store, without } from '../store/client.ts';
import { deliveriesTo } from '../store/deliveries.ts';
import { listWebhooks } from '../store/webhooks.ts';

const LOGGED = 20;

/** Every webhook with its latest deliveries; never with its secret. */
export async function webhookRows(user: User | null): Promise<WebhookRow[]> {
	mayOrRefuse(user, 'manageWebhooks');
	const webhooks = await listWebhooks(store());
	return Promise.all(
		webhooks.map(async (webhook) => {
			const log = await deliveriesTo(store(), webhook.id, LOGGED);
			return {
				...webhook,
				deliveries: log.map((delivery) => without(delivery, 'body', 'webhookId'))
			};
		})
	);
}
