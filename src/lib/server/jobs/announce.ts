import { announcementSchema, type Announcement } from '#schema/announcement.ts';
import { log } from '../log.ts';
import { channelName, publish, subscribe } from './channels.ts';

/**
 * Tells open pages and rooms, in every process, that something changed. Never fails the command that calls it: what
 * the command wrote is in MongoDB, and a page that missed the news shows it at its next load.
 */
export async function announce(announcement: Announcement): Promise<void> {
	try {
		// Parsed, so that a field the schema does not know never leaves the server.
		const message = JSON.stringify(announcementSchema.parse(announcement));
		await publish(channelName('announce'), message);
	} catch (error) {
		log.error('could not announce', { topic: announcement.topic, kind: announcement.kind, error });
	}
}

/** Hears every announcement of this installation until the returned function is called. */
export function onAnnouncement(
	listener: (announcement: Announcement) => void
): Promise<() => void> {
	return subscribe(channelName('announce'), (message) => {
		const parsed = announcementSchema.safeParse(parseJson(message.toString()));
		if (parsed.success) listener(parsed.data);
		else log.warn('dropped an announcement of another shape', { error: parsed.error });
	});
}

/** Has every process look at once whose sessions are still good, so that a signed-out tab's rooms close. Never fails. */
export async function announceSessionEnd(): Promise<void> {
	try {
		await publish(channelName('sessions'), 'ended');
	} catch (error) {
		// The rooms look by themselves once a minute.
		log.warn('could not announce the end of a session', { error });
	}
}

export function onSessionEnd(listener: () => void): Promise<() => void> {
	return subscribe(channelName('sessions'), listener);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
