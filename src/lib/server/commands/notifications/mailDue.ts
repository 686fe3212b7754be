import type { MailChoice, Notification, NotificationSettings } from '#schema/notification.ts';
import { config } from '../../config.ts';
import { log } from '../../log.ts';
import { isMailSetUp, sendMail } from '../../outbound/mail.ts';
import { store } from '../../store/client.ts';
import { derivedId } from '../../store/ids.ts';
import { claimForMail, noteMailed, releaseMail, unmailed } from '../../store/notifications.ts';
import {
	noteMailResult,
	notificationSettings,
	type MailState
} from '../../store/notificationSettings.ts';
import { isQuiet, latestDigest } from './mailTimes.ts';

/** News that could not be mailed for this long is no news. */
const STALE_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/**
 * Mails what is due to everybody: single notifications at once, the others with the digest, neither in quiet hours. Done
 * twice at a time it mails nothing twice.
 */
export async function mailDue(now = new Date()): Promise<void> {
	if (!isMailSetUp()) return;
	const waiting = await unmailed(store(), new Date(now.getTime() - STALE_MS));
	const states = await notificationSettings(store(), [...waiting.keys()]);
	for (const [userId, state] of states) {
		const { settings, retryAt } = state;
		if (!settings.email || isQuiet(settings.quiet, now) || (retryAt && retryAt > now)) continue;
		const due = (waiting.get(userId) ?? []).filter((one) => isDue(one, settings, now));
		if (due.length === 0) continue;
		const claimed = await claimForMail(
			store(),
			due.map(({ id }) => id),
			now
		);
		if (claimed.length === 0) continue;
		// A server that takes nothing now would only be waited for again with everybody's letter.
		if (!(await mailTo(userId, settings.email, { claimed, state, now }))) return;
	}
}

function isDue(
	{ at, mail }: { at: Date; mail: MailChoice },
	settings: NotificationSettings,
	now: Date
): boolean {
	return mail === 'now' || at < latestDigest(settings, now);
}

interface Mailing {
	claimed: Notification[];
	state: MailState;
	now: Date;
}

/** False when the mail server takes nothing from anybody. */
async function mailTo(
	userId: string,
	to: string,
	{ claimed, state, now }: Mailing
): Promise<boolean> {
	const ids = claimed.map(({ id }) => id);
	const result = await sendMail({ to, ...letterOf(claimed), id: derivedId('mail', ...ids) });
	if (result.kind === 'sent') {
		await noteMailed(store(), ids, now);
		await noteMailResult(store(), userId, { error: '', retryAt: null });
		return true;
	}
	await releaseMail(store(), ids);
	if (result.kind === 'off') return false;
	log.warn('e-mail could not be sent', { userId, reason: result.reason });
	const waitMs = Math.min(MINUTE_MS * 2 ** state.failures, LONGEST_WAIT_MS);
	const retryAt = result.kind === 'refused' ? new Date(now.getTime() + waitMs) : null;
	await noteMailResult(store(), userId, { error: result.reason, retryAt });
	return result.kind === 'refused';
}

function letterOf(notifications: Notification[]): { subject: string; text: string } {
	const { ORIGIN } = config();
	const [first] = notifications;
	const single = notifications.length === 1;
	const what = single ? oneLine(first.title) : `${notifications.length} notifications`;
	const entries = notifications.map(({ title, text, href, at }) =>
		[
			`${at.toISOString().slice(0, 16).replace('T', ' ')} UTC  ${oneLine(title)}`,
			...(text ? [text] : []),
			new URL(href, ORIGIN).href
		].join('\n')
	);
	const foot = `-- \nCaustic. What is mailed to you, and when: ${ORIGIN}/settings/notifications`;
	return { subject: `[Caustic] ${what}`, text: [...entries, foot].join('\n\n') };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').slice(0, 150);
