import type { Room } from '#realtime/room.svelte.ts';
import type { Announcement } from '#schema/announcement.ts';
import type { User } from '#schema/user.ts';
import { reload } from '#ui/shared/reload.ts';
import { untrack } from 'svelte';

interface Place {
	/** As in /yjs/<room>. */
	name: string;
	user: User;
	/** Object rooms carry notes and annotations; the others presence and announcements. */
	hasDocument: boolean;
	/** What is loaded again when the server announces a change: a name given to `depends`. */
	dependency: string;
	onheard?: (announcement: Announcement) => void;
}

/** The room a page is in: at most one at a time, entered in the browser only, left when the page goes elsewhere. */
export class CurrentRoom {
	#room = $state.raw<Room | null>(null);

	get room(): Room | null {
		return this.#room;
	}

	/** Returns how to leave, so that an attachment can return it. */
	enter({ name, user, hasDocument, dependency, onheard }: Place): () => void {
		let entered: Room | null = null;
		let left = false;
		const refresh = debounced(() => void reload(dependency), 120);
		// Fetched after the page has been drawn: the sync library is as large as the rest of the page.
		void import('#realtime/room.svelte.ts').then(({ Room }) => {
			if (left) return;
			entered = new Room({ name, user: { id: user.id, name: user.displayName }, hasDocument });
			// Announcements made while we were away are lost; what they told of is not.
			entered.onreturn(() => refresh.soon());
			entered.onannounce((announcement) => {
				refresh.soon();
				onheard?.(announcement);
			});
			this.#room = entered;
		});
		return () => {
			left = true;
			refresh.never();
			entered?.destroy();
			untrack(() => {
				if (this.#room === entered) this.#room = null;
			});
		};
	}
}

/** Several announcements within a moment cause one reload. */
function debounced(act: () => void, ms: number) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	return {
		soon() {
			clearTimeout(timer);
			timer = setTimeout(act, ms);
		},
		never: () => clearTimeout(timer)
	};
}
