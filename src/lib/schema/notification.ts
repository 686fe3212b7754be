import { z } from 'zod';
import { commandIdSchema } from './vote.ts';

/** What a person can be told of; each kind can be sent to other channels or switched off. */
export const NOTIFICATION_KINDS = [
	'mention',
	'reply',
	'watch',
	'watchRule',
	'watchlist',
	'alert',
	'assignment',
	'session',
	'verdict',
	'reopened',
	'catalogue',
	'query',
	'webhook'
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface Notification {
	id: string;
	userId: string;
	kind: NotificationKind;
	/** One line, plain text. */
	title: string;
	/** Plain text, may be ''. */
	text: string;
	/** Where it can be looked at, a path of this site. */
	href: string;
	/** The same thing twice is one notification: `mention comment abc`. */
	key: string;
	at: Date;
	readAt: Date | null;
}

export type NewNotification = Pick<
	Notification,
	'userId' | 'kind' | 'title' | 'text' | 'href' | 'key'
>;

export const NOTIFICATION_LABELS: Record<NotificationKind, string> = {
	mention: 'Somebody mentions you',
	reply: 'Somebody answers your comment',
	watch: 'An object you watch has news',
	watchRule: 'A watch rule fires',
	watchlist: 'A watchlist fires',
	alert: 'Alerts for you',
	assignment: 'An alert is assigned to you',
	session: 'A session begins',
	verdict: 'A verdict is reached',
	reopened: 'A candidate opens again',
	catalogue: 'A large catalogue of yours is imported, or refused',
	query: 'A run brings what fits a query of yours',
	webhook: 'A webhook is switched off'
};

/** When a notification is mailed as well. */
export const MAIL_CHOICES = ['now', 'digest', 'off'] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/** Hours of a day in UTC, from 0 to 23; from 22 to 6 is the night between. */
export interface QuietHours {
	fromHour: number;
	toHour: number;
}

/** What one person wants to be told, and how. In the app everything is kept. */
export interface NotificationSettings {
	/** null: no e-mail. */
	email: string | null;
	mail: Record<NotificationKind, MailChoice>;
	/** Kinds that are kept without ringing the bell, and are not mailed. */
	muted: NotificationKind[];
	digest: 'hourly' | 'daily';
	/** UTC, of the daily one. */
	digestHour: number;
	/** No e-mail meanwhile: it comes when they end. */
	quiet: QuietHours | null;
	/** Why the latest e-mail could not be sent; '' when it could. */
	mailError: string;
}

export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = {
	email: null,
	mail: {
		mention: 'now',
		reply: 'digest',
		watch: 'now',
		watchRule: 'digest',
		watchlist: 'digest',
		alert: 'digest',
		assignment: 'now',
		session: 'now',
		verdict: 'off',
		reopened: 'digest',
		catalogue: 'digest',
		query: 'digest',
		webhook: 'now'
	},
	muted: [],
	digest: 'daily',
	digestHour: 7,
	quiet: null,
	mailError: ''
};

const hourSchema = z.coerce.number('Choose an hour.').int().min(0).max(23);
const noHour = z.literal('').transform(() => null);

/** As a form sends them: one field `mail-<kind>` and perhaps one `muted-<kind>` for each kind. */
export const changeSettingsSchema = z
	.object({
		commandId: commandIdSchema,
		email: z.union([noHour, z.email('Give an address like name@example.org.').max(254)]),
		digest: z.enum(['hourly', 'daily']),
		digestHour: hourSchema,
		quietFrom: z.union([noHour, hourSchema]).default(null),
		quietTo: z.union([noHour, hourSchema]).default(null)
	})
	.refine(({ quietFrom, quietTo }) => (quietFrom === null) === (quietTo === null), {
		path: ['quietTo'],
		message: 'Quiet hours need a beginning and an end.'
	})
	.refine(({ quietFrom, quietTo }) => quietFrom === null || quietFrom !== quietTo, {
		path: ['quietTo'],
		message: 'Quiet hours that end when they begin would never end. Choose two hours.'
	});
export const mailChoiceSchema = z.enum(MAIL_CHOICES);

export const markReadSchema = z.object({
	commandId: commandIdSchema,
	/** '' for all of them. */
	notificationId: z.string().max(64).default('')
});

export const testMailSchema = z.object({ commandId: commandIdSchema });
