import { isIP } from 'node:net';
import { Failure } from '#schema/failure.ts';
import {
	changeWebhookSchema,
	newWebhookSchema,
	redeliverSchema,
	type Webhook
} from '#schema/webhook.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { isPrivateAddress } from '../../outbound/privateAddress.ts';
import { store, type Transaction } from '../../store/client.ts';
import { findDelivery, restartDelivery } from '../../store/deliveries.ts';
import { newId } from '../../store/ids.ts';
import {
	deleteWebhook,
	findWebhook,
	insertWebhook,
	setWebhookDisabled
} from '../../store/webhooks.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { enqueueDelivery, queueFor } from './queueDelivery.ts';

/** Registers a webhook. Its secret is in this answer and in no other. */
export async function createWebhook(
	context: CommandContext,
	input: unknown
): Promise<{ webhook: Webhook; secret: string | null }> {
	const { commandId, ...wanted } = parse(newWebhookSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'manageWebhooks');
	refusePrivate(wanted.url);
	const secret = newId() + newId();
	let created = false;
	const webhook = await once(
		context,
		{ command: 'createWebhook', commandId },
		async (transaction) => {
			const fresh = { failures: 0, disabledAt: null, createdBy: user.id, createdAt: new Date() };
			const registered: Webhook = { id: newId(), ...wanted, ...fresh };
			await insertWebhook(store(), registered, secret, transaction);
			const target = `webhook ${registered.id}`;
			await audit(user, { action: 'createWebhook', target, after: wanted }, transaction);
			created = true;
			return registered;
		}
	);
	// What a command answered is kept for replays; the secret had better not be.
	return { webhook, secret: created ? secret : null };
}

/** Deletes a webhook; its log stays until it is old. */
export async function removeWebhook(context: CommandContext, input: unknown): Promise<void> {
	await change(context, { input, action: 'removeWebhook' }, ({ id }, transaction) =>
		deleteWebhook(store(), id, transaction)
	);
}

/** Switches a webhook off when it is on, and on when it is off. */
export async function switchWebhook(context: CommandContext, input: unknown): Promise<void> {
	await change(context, { input, action: 'switchWebhook' }, ({ id, disabledAt }, transaction) =>
		setWebhookDisabled(store(), { id, disabledAt: disabledAt ? null : new Date() }, transaction)
	);
}

/** Sends something harmless, to see whether it arrives. */
export async function testWebhook(context: CommandContext, input: unknown): Promise<void> {
	const { commandId } = parse(changeWebhookSchema, input);
	const webhook = await change(context, { input, action: 'testWebhook' }, () => Promise.resolve());
	await queueFor(webhook, {
		kind: 'test',
		key: `test ${commandId}`,
		title: `A test from ${context.user.displayName}`,
		href: '/webhooks',
		body: {}
	});
}

/** Sends something again, as it was, with a signature of now. */
export async function redeliver(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, deliveryId } = parse(redeliverSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'manageWebhooks');
	await once(context, { command: 'redeliver', commandId }, async (transaction) => {
		const delivery = await findDelivery(store(), deliveryId, transaction);
		if (!delivery) throw new Failure('NotFound', 'This delivery is in no log (any more).');
		if (delivery.state === 'waiting')
			throw new Failure('Conflict', 'This delivery is still being tried. Wait for its result.');
		await restartDelivery(store(), deliveryId, transaction);
		await audit(user, { action: 'redeliver', target: `delivery ${deliveryId}` }, transaction);
	});
	await enqueueDelivery(deliveryId);
}

async function change(
	context: CommandContext,
	{ input, action }: { input: unknown; action: string },
	act: (webhook: Webhook, transaction: Transaction) => Promise<void>
): Promise<Webhook> {
	const { commandId, webhookId } = parse(changeWebhookSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'manageWebhooks');
	return once(context, { command: action, commandId }, async (transaction) => {
		const webhook = await findWebhook(store(), webhookId, transaction);
		if (!webhook) throw new Failure('NotFound', 'This webhook does not exist (any more).');
		await act(webhook, transaction);
		await audit(user, { action, target: `webhook ${webhookId}`, before: webhook }, transaction);
		return webhook;
	});
}

/** Says so at once where the address itself tells; names are looked up again at every delivery. */
function refusePrivate(url: string): void {
	if (config().WEBHOOK_ALLOW_PRIVATE === '1') return;
	const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
	const local = host === 'localhost' || host.endsWith('.localhost');
	if (!local && !(isIP(host) && isPrivateAddress(host))) return;
	throw new Failure(
		'Invalid',
		`${host} is a private address. Give a public one, or have the operator set WEBHOOK_ALLOW_PRIVATE=1.`,
		'url'
	);
}
