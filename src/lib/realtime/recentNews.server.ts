import type { Announcement } from '#schema/announcement.ts';

/** Pages that were loaded longer ago catch up in any case. */
const KEPT_MS = 10 * 60_000;
/** Topics whose news concern every object, which no announcement could list. */
const ALL_OBJECTS = 'objects';

/** When something was last announced for each room, so that a page just loaded need not load again. Times are performance.now(). */
export class RecentNews {
	/** In order of time. */
	readonly #heardAt = new Map<string, number>();

	hear(news: Announcement, now: number): void {
		this.#note(news.topic, now);
		if (concernsAllObjects(news)) this.#note(ALL_OBJECTS, now);
		for (const [topic, at] of this.#heardAt) {
			if (at > now - KEPT_MS) break;
			this.#heardAt.delete(topic);
		}
	}

	/** Whether nothing was announced for a room since `moment`. `heardSince`: from when on everything was heard, if it is now. */
	isQuiet(
		room: string,
		moment: number,
		{ heardSince, now }: { heardSince: number | null; now: number }
	): boolean {
		if (heardSince === null || moment < heardSince || moment < now - KEPT_MS) return false;
		const topics = room.startsWith('object-') ? [room, ALL_OBJECTS] : [room];
		return topics.every((topic) => (this.#heardAt.get(topic) ?? -Infinity) < moment);
	}

	#note(topic: string, now: number): void {
		this.#heardAt.delete(topic);
		this.#heardAt.set(topic, now);
	}
}

/** What is said of an image, or scored of a run, shows on the page of every object in it. */
export function concernsAllObjects({ topic, detail }: Announcement): boolean {
	return topic === 'images' || (topic === 'scores' && Boolean(detail?.shown));
}
