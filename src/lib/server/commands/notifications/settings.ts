import { Failure } from '#schema/failure.ts';
import {
	changeSettingsSchema,
	mailChoiceSchema,
	markReadSchema,
	NOTIFICATION_KINDS,
	testMailSchema,
	type MailChoice,
	type NotificationKind,
	type NotificationSettings
} from '#schema/notification.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { announce } from '../../jobs/announce.ts';
import { sendMail } from '../../outbound/mail.ts';
import { store } from '../../store/client.ts';
import { findNotification, noteRead } from '../../store/notifications.ts';
import {
	mayTestMail,
	notificationSettingsOf,
	putNotificationSettings
} from '../../store/notificationSettings.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Between two tests of one person: the address may be somebody else's. */
const BETWEEN_TESTS_MS = 60_000;

/** Changes what one is told, and how. */
export async function changeNotificationSettings(
	context: CommandContext,
	input: Record<string, unknown>
): Promise<NotificationSettings> {
	const { commandId, email, digest, digestHour, quietFrom, quietTo } = parse(
		changeSettingsSchema,
		input
	);
	const { user } = context;
	mayOrRefuse(user, 'view');
	const quiet =
		quietFrom === null || quietTo === null ? null : { fromHour: quietFrom, toHour: quietTo };
	const muted = NOTIFICATION_KINDS.filter((kind) => input[`muted-${kind}`] === 'on');
	const mail = choicesIn(input);
	const chosen = { email, mail, muted, digest, digestHour, quiet, mailError: '' };
	return once(
		context,
		{ command: 'changeNotificationSettings', commandId },
		async (transaction) => {
			await putNotificationSettings(store(), { userId: user.id, chosen }, transaction);
			const event = { action: 'changeNotificationSettings', target: `user ${user.id}` };
			await audit(user, event, transaction);
			return chosen;
		}
	);
}

function choicesIn(input: Record<string, unknown>): Record<NotificationKind, MailChoice> {
	const chosen = NOTIFICATION_KINDS.map((kind) => {
		const choice = mailChoiceSchema.safeParse(input[`mail-${kind}`]);
		if (choice.success) return [kind, choice.data];
		throw new Failure(
			'Invalid',
			'Choose when each kind is mailed: now, digest or off.',
			`mail-${kind}`
		);
	});
	// One entry for every kind, made just above.
	return Object.fromEntries(chosen) as Record<NotificationKind, MailChoice>;
}

/** Marks one notification as read, or all of them; the path that one leads to. */
export async function markRead(context: CommandContext, input: unknown): Promise<string> {
	const { commandId, notificationId } = parse(markReadSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'view');
	const href = await once(context, { command: 'markRead', commandId }, async (transaction) => {
		const asked = { id: notificationId, userId: user.id };
		const found = notificationId ? await findNotification(store(), asked, transaction) : null;
		if (notificationId && !found)
			throw new Failure('NotFound', 'This notification is not there (any more).');
		await noteRead(store(), { userId: user.id, id: notificationId || null }, transaction);
		return found?.href ?? '/notifications';
	});
	const by = { byId: user.id, byName: user.displayName };
	await announce({ topic: `user-${user.id}`, kind: 'notification', ...by });
	return href;
}

/** Mails a test to the address that is set; refuses with what the mail server says. */
export async function testMail({ user }: CommandContext, input: unknown): Promise<string> {
	const { commandId } = parse(testMailSchema, input);
	mayOrRefuse(user, 'view');
	const { email } = await notificationSettingsOf(store(), user.id);
	if (!email) throw new Failure('Invalid', 'Save an e-mail address first.', 'email');
	if (!(await mayTestMail(store(), user.id, BETWEEN_TESTS_MS)))
		throw new Failure('TooMany', 'One test a minute. Wait a little.');
	const text = `This is the test you asked for. It works.\n\n${config().ORIGIN}/notifications`;
	const result = await sendMail({ to: email, subject: '[Caustic] A test', text, id: commandId });
	if (result.kind === 'sent') return email;
	if (result.kind === 'off')
		throw new Failure(
			'Unavailable',
			'The operator of this installation has set up no mail server.'
		);
	throw new Failure('Unavailable', `The mail server did not take it: ${result.reason}`, 'email');
}
