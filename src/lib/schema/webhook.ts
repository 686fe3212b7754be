import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** What can be sent to other programs. */
export const DELIVERY_KINDS = {
	verdict: 'Verdicts',
	alert: 'Alerts',
	comment: 'Comments',
	test: 'Tests'
} as const;
export type DeliveryKind = keyof typeof DELIVERY_KINDS;
export const SUBSCRIBED_KINDS = ['verdict', 'alert', 'comment'] as const;

/** Something that happened, for whoever listens. Never anything that is sealed from somebody. */
export interface DeliveryEvent {
	kind: DeliveryKind;
	/** The same event twice is delivered once: `verdict abc 2`. */
	key: string;
	/** One line for people, as chat channels show it. */
	title: string;
	/** Where it can be looked at, a path of this site. */
	href: string;
	/** The facts, for programs. */
	body: Record<string, unknown>;
}

/** json: the whole event. chat: `{ "text": … }`, what the incoming hooks of chat channels take. */
export const WEBHOOK_FORMATS = ['json', 'chat'] as const;

export const newWebhookSchema = z.object({
	commandId: commandIdSchema,
	name: z.string().trim().min(1, 'Give it a name.').max(80),
	url: z
		.url({
			protocol: /^https?$/,
			error: 'Give an address that begins with https:// or http://.',
			abort: true
		})
		.max(2000)
		.refine((url) => {
			const { username, password } = new URL(url);
			return !username && !password;
		}, 'Leave user name and password out of the address: it is shown to administrators.'),
	format: z.enum(WEBHOOK_FORMATS).default('json'),
	kinds: z.array(z.enum(SUBSCRIBED_KINDS)).min(1, 'Choose at least one kind of event.')
});

export const changeWebhookSchema = z.object({
	commandId: commandIdSchema,
	webhookId: z.string().min(1).max(64)
});

export const redeliverSchema = z.object({
	commandId: commandIdSchema,
	deliveryId: z.string().min(1).max(64)
});

export interface Webhook {
	id: string;
	name: string;
	url: string;
	format: (typeof WEBHOOK_FORMATS)[number];
	kinds: DeliveryKind[];
	/** Deliveries in a row that failed for good. */
	failures: number;
	/** null while it is in use. */
	disabledAt: Date | null;
	createdBy: string;
	createdAt: Date;
}

/** An event on its way to one webhook. */
export interface Delivery {
	id: string;
	webhookId: string;
	kind: DeliveryKind;
	title: string;
	/** What is sent, byte for byte at every try. */
	body: string;
	state: 'waiting' | 'delivered' | 'failed';
	attempts: number;
	/** HTTP status of the last answer; null when there was none. */
	status: number | null;
	/** What went wrong last; '' when nothing did. */
	error: string;
	createdAt: Date;
	/** When it is tried (again); null once it is settled. */
	nextAt: Date | null;
	settledAt: Date | null;
}

/** A webhook as administrators see it: without its secret. */
export interface WebhookRow extends Webhook {
	/** The latest, without what was sent. */
	deliveries: Omit<Delivery, 'body' | 'webhookId'>[];
}
