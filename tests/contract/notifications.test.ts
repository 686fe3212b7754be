import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailDue } from '#server/commands/notifications/mailDue.ts';
import { notify } from '#server/commands/notifications/notify.ts';
import {
	changeNotificationSettings,
	markRead,
	testMail
} from '#server/commands/notifications/settings.ts';
import { config } from '#server/config.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import {
	myNotificationSettings,
	notificationList,
	unreadCount
} from '#server/queries/notifications.ts';
import { collection, store } from '#server/store/client.ts';
import { NOTIFICATION_KINDS, type NewNotification } from '#schema/notification.ts';
import type { User } from '#schema/user.ts';
import { startMailCatcher } from '../kit/mailCatcher.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
const mail = await startMailCatcher();
let ben: User;
let eve: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});
beforeEach(async () => {
	config().SMTP_URL = mail.url;
	mail.be('take');
	mail.mails.length = 0;
	await collection(store(), 'notifications').deleteMany({});
	await collection(store(), 'notificationSettings').deleteMany({});
});
afterAll(async () => {
	await mail.stop();
	await closeProducers();
});

/** What one wants: everything at once unless told otherwise. */
function wants(user: User, more: Record<string, unknown> = {}) {
	const mailed = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [`mail-${kind}`, 'now']));
	const rest = { email: `${user.username}@example.org`, digest: 'daily', digestHour: '7' };
	const hours = { quietFrom: '', quietTo: '' };
	return changeNotificationSettings(
		{ user },
		{ commandId: commandId(), ...mailed, ...rest, ...hours, ...more }
	);
}

let told = 0;
function news(user: User, more: Partial<NewNotification> = {}): NewNotification {
	told += 1;
	const what = { kind: 'mention' as const, title: `ANA mentions you ${told}`, text: 'look' };
	return { userId: user.id, ...what, href: '/queues', key: `mention ${told}`, ...more };
}

/** The next day at this hour, UTC: after everything that has happened so far. */
function tomorrow(hour: number, minute = 0): Date {
	const now = new Date();
	return new Date(
		Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, hour, minute)
	);
}

const bodies = () => mail.mails.map(({ raw }) => raw.replaceAll('=\r\n', ''));

describe('in the app', () => {
	test('the same thing twice is one notification', async () => {
		const same = news(ben);
		await notify([same, same]);
		await Promise.all([notify([same]), notify([same])]);
		expect(await notificationList(ben)).toHaveLength(1);
		expect(await unreadCount(ben)).toBe(1);
	});

	test('read is read, by its owner only', async () => {
		await notify([news(ben, { href: '/alerts' }), news(ben)]);
		const [{ id }] = (await notificationList(ben)).filter(({ href }) => href === '/alerts');
		const wish = () => ({ commandId: commandId(), notificationId: id });
		await expect(markRead({ user: eve }, wish())).rejects.toMatchObject({ code: 'NotFound' });
		expect(await markRead({ user: ben }, wish())).toBe('/alerts');
		expect(await unreadCount(ben)).toBe(1);
		await markRead({ user: ben }, { commandId: commandId() });
		expect(await unreadCount(ben)).toBe(0);
		expect(await notificationList(ben)).toHaveLength(2);
	});

	test('a muted kind is kept, rings no bell and is not mailed', async () => {
		await wants(ben, { 'muted-mention': 'on' });
		await notify([news(ben), news(ben, { kind: 'reply' })]);
		expect(await notificationList(ben)).toHaveLength(2);
		expect(await unreadCount(ben)).toBe(1);
		await mailDue();
		expect(mail.mails).toHaveLength(1);
	});
});

describe('by e-mail', () => {
	test('at once: plain text with a link, to the one it is for, and once', async () => {
		await wants(ben);
		await notify([
			news(ben, { title: 'ANA mentions you on J1\r\nBcc: all@example.org' }),
			news(eve)
		]);
		await Promise.all([mailDue(), mailDue(), mailDue()]);
		await mailDue();
		expect(mail.mails.map(({ to }) => to)).toEqual([['ben@example.org']]);
		const [raw] = bodies();
		expect(raw).toContain(`${config().ORIGIN}/queues`);
		expect(raw).toMatch(/^Content-Type: text\/plain/m);
		expect(raw).toMatch(/^Subject: \[Caustic\] ANA mentions you on J1 Bcc: all@example.org/m);
		expect(raw).not.toMatch(/^Bcc:/m);
	});

	test('in the digest: one letter at its hour with all that came before', async () => {
		await wants(ben, { 'mail-mention': 'digest', digestHour: '7' });
		await notify([news(ben), news(ben)]);
		await mailDue(tomorrow(0, 1));
		// Told before today’s seven, they may be due at midnight already only if seven has passed since.
		const early = mail.mails.length;
		await mailDue(tomorrow(7, 1));
		expect(mail.mails.length).toBe(1);
		expect(early).toBeLessThanOrEqual(1);
		expect(bodies()[0]).toContain('Subject: [Caustic] 2 notifications');
		await mailDue(tomorrow(8));
		expect(mail.mails).toHaveLength(1);
	});

	test('not in quiet hours, and when they end', async () => {
		await wants(ben, { quietFrom: '22', quietTo: '6' });
		await notify([news(ben)]);
		await mailDue(tomorrow(23));
		await mailDue(tomorrow(5, 59));
		expect(mail.mails).toHaveLength(0);
		await mailDue(tomorrow(6));
		expect(mail.mails).toHaveLength(1);
	});

	test.each([
		['refuses the address', 'refuse', /no such mailbox/],
		['is busy', 'busy', /try later/],
		['hangs up', 'drop', /closed/i]
	] as const)('the mail server %s: it is said, and tried again', async (_, mood, reason) => {
		await wants(ben);
		await notify([news(ben)]);
		mail.be(mood);
		await mailDue();
		expect(mail.mails).toHaveLength(0);
		expect((await myNotificationSettings(ben)).settings.mailError).toMatch(reason);
		mail.be('take');
		await mailDue(new Date(Date.now() + 3_600_000));
		expect(mail.mails).toHaveLength(1);
		expect((await myNotificationSettings(ben)).settings.mailError).toBe('');
	});

	test('one person’s wrong address keeps nobody else from theirs', async () => {
		await wants(ben);
		await wants(eve);
		mail.be('refuse');
		await notify([news(ben), news(eve)]);
		await mailDue();
		const errors = [ben, eve].map(async (user) => (await myNotificationSettings(user)).settings);
		for (const { mailError } of await Promise.all(errors)) expect(mailError).toMatch(/mailbox/);
	});

	test('a server that says nothing is not waited for once per person', async () => {
		await wants(ben);
		await wants(eve);
		mail.be('stall');
		await notify([news(ben), news(eve)]);
		const began = Date.now();
		await mailDue();
		expect(Date.now() - began).toBeLessThan(14_000);
		mail.be('take');
		await mailDue(new Date(Date.now() + 60_000));
		expect(mail.mails).toHaveLength(2);
	}, 30_000);

	test('no mail server: nothing is lost, and the test button says why', async () => {
		config().SMTP_URL = undefined;
		await wants(ben);
		await notify([news(ben)]);
		await mailDue();
		await expect(testMail({ user: ben }, { commandId: commandId() })).rejects.toMatchObject({
			code: 'Unavailable',
			message: 'The operator of this installation has set up no mail server.'
		});
		config().SMTP_URL = mail.url;
		await mailDue();
		expect(mail.mails).toHaveLength(1);
	});

	test('a test goes out at once, and no second one within the minute', async () => {
		await expect(testMail({ user: ben }, { commandId: commandId() })).rejects.toMatchObject({
			field: 'email'
		});
		await wants(ben);
		expect(await testMail({ user: ben }, { commandId: commandId() })).toBe('ben@example.org');
		expect(bodies()[0]).toContain('Subject: [Caustic] A test');
		await expect(testMail({ user: ben }, { commandId: commandId() })).rejects.toMatchObject({
			code: 'TooMany'
		});
	});
});

describe('settings are refused', () => {
	test.each([
		['an address that is none', { email: 'ben at home' }, 'email'],
		['two addresses', { email: 'a@example.org, b@example.org' }, 'email'],
		['quiet hours without an end', { quietFrom: '3' }, 'quietTo'],
		['quiet hours of a day', { quietFrom: '3', quietTo: '3' }, 'quietTo'],
		['an hour that no day has', { digestHour: '24' }, 'digestHour'],
		['a choice that is none', { 'mail-reply': 'never' }, 'mail-reply']
	])('with %s', (_, more, field) =>
		expect(wants(ben, more)).rejects.toMatchObject({ code: 'Invalid', field })
	);
});
