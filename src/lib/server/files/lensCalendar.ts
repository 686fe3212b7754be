import { createEvents, type EventAttributes } from 'ics';

/** One moment of an event to come. */
export interface CalendarMoment {
	/** Unique for good, so that a later file moves the entry instead of making another. */
	uid: string;
	at: Date;
	title: string;
	text: string;
	url: string;
}

const HOUR = { hours: 1 };

/**
 * A calendar file of moments, each an hour long, in UTC.
 * @throws Error of the library's, which names what it does not take
 */
export function calendarFile(moments: readonly CalendarMoment[]): Uint8Array<ArrayBuffer> {
	const events = moments.map(({ uid, at, title, text, url }): EventAttributes => ({
		...{ uid, title, url, duration: HOUR, productId: 'caustic', calName: 'Caustic' },
		start: at.getTime(),
		...{ startInputType: 'utc', startOutputType: 'utc' },
		description: text,
		...{ status: 'TENTATIVE', busyStatus: 'FREE', transp: 'TRANSPARENT' }
	}));
	const { error, value } = createEvents(events);
	if (error || !value) throw error ?? new Error('The calendar file is empty.');
	return new TextEncoder().encode(value);
}
