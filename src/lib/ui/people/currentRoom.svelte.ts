import type { Room } from '#realtime/room.svelte.ts';
import type { Announcement } from '#schema/announcement.ts';
import { reload } from '#ui/shared/reload.ts';
import { browser } from '$app/environment';
import { page } from '$app/state';
import { untrack } from 'svelte';

interface Place {
	/** As in /yjs/<room>. */
	name: string;
	/** As plain values, not as the page's user: that is a new object at each reload, and the room would be entered anew. */
	userId: string;
	userName: string;
	/** Object rooms carry notes and annotations; the others presence and announcements. */
	hasDocument: boolean;
	/** What is loaded again when the server announces a change: a name given to `depends`. */
	dependency: string;
	/** Which announcements change what is loaded; all of them unless said. */
	isNews?: (announcement: Announcement) => boolean;
	onheard?: (announcement: Announcement) => void;
}

const fetchLibrary = () => import('#realtime/room.svelte.ts').catch(() => null);
/** Fetched while the page comes alive, not before it stands: the sync library is as large as the rest of the page. */
const fetched = browser ? fetchLibrary() : null;

/** null where it cannot be had: the page then stays as it is. */
const libraryOfRooms = async () => (await fetched) ?? (await fetchLibrary());

/** The room a page is in: at most one at a time, entered in the browser only, left when the page goes elsewhere. */
export class CurrentRoom {
	#room = $state.raw<Room | null>(null);
	/** As of when the page was made: what it shows is not older, whatever else is loaded again later. */
	readonly #newsMark = untrack(() => page.data.newsMark);

	get room(): Room | null {
		return this.#room;
	}

	/** Returns how to leave, so that an attachment can return it. */
	enter({ name, userId, userName, hasDocument, dependency, isNews, onheard }: Place): () => void {
		let entered: Room | null = null;
		let left = false;
		let stopWatching = () => {};
		const refresh = gathered((news) => void reload(dependency, news), 120);
		void libraryOfRooms().then((library) => {
			if (left || library === null) return;
			const { Room } = library;
			const user = { id: userId, name: userName };
			entered = new Room({ name, user, hasDocument, newsMark: this.#newsMark });
			entered.onannounce((announcement) => {
				if (!isNews || isNews(announcement)) refresh.soon();
				onheard?.(announcement);
			});
			this.#room = entered;
			stopWatching = whenLive(entered, () => refresh.soon());
		});
		return () => {
			left = true;
			stopWatching();
			refresh.never();
			entered?.destroy();
			untrack(() => {
				if (this.#room === entered) this.#room = null;
			});
		};
	}
}

/** What was announced before the room was entered, or while it was offline, was not heard: catch up. */
function whenLive(room: Room, act: () => void): () => void {
	return $effect.root(() => {
		$effect(() => {
			if (room.status === 'live' && !room.isUpToDate) act();
		});
	});
}

/** Several announcements within a moment cause one reload; a steady stream of them does not put it off. */
function gathered(act: (latest: number) => void, ms: number) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let latest = 0;
	return {
		soon() {
			latest = performance.now();
			timer ??= setTimeout(() => {
				timer = undefined;
				act(latest);
			}, ms);
		},
		never: () => clearTimeout(timer)
	};
}
