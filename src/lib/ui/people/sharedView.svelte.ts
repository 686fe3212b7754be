import type { Room } from '#realtime/room.svelte.ts';
import type { Presence } from '#schema/annotation.ts';
import { getContext, setContext } from 'svelte';

/** Where a page is in a vetting session; null outside of one. */
interface Seat {
	room: Room | null;
	userId: string;
	/** As the server has it: presence can say nothing about who drives. */
	driverId: string | null;
}

/**
 * What the pages of a session share of their view: the part of the light curve shown and the stamp enlarged. Everybody
 * tells their own; those who follow take the driver's.
 */
export class SharedView {
	/** Looking around by oneself; the others are left alone either way. */
	#roams = $state(false);
	readonly #seat: () => Seat | null;

	constructor(seat: () => Seat | null) {
		this.#seat = seat;
	}

	get drives(): boolean {
		const seat = this.#seat();
		return seat !== null && seat.driverId === seat.userId;
	}

	get follows(): boolean {
		return Boolean(this.#seat()?.driverId) && !this.drives && !this.#roams;
	}

	/** The driver's part of the light curve, null for all of it; undefined while not following. */
	get brush(): Presence['brush'] | undefined {
		return this.follows ? this.#driver?.brush : undefined;
	}

	/** The image whose stamp the driver has enlarged, null for none; undefined while not following. */
	get stampImageId(): number | null | undefined {
		return this.follows ? this.#driver?.stampImageId : undefined;
	}

	/** Follows the driver, or roams. */
	toggle(): void {
		this.#roams = !this.#roams;
	}

	tell(view: Partial<Pick<Presence, 'brush' | 'stampImageId'>>): void {
		this.#seat()?.room?.setPresence(view);
	}

	get #driver(): Presence | undefined {
		const seat = this.#seat();
		return seat?.room?.people.find(({ user }) => user.id === seat.driverId);
	}
}

const KEY = Symbol('shared view');

export function setSharedView(view: SharedView): SharedView {
	return setContext(KEY, view);
}

/** The session's shared view; null on pages that cannot be in a session. */
export function sharedView(): SharedView | null {
	return getContext<SharedView | undefined>(KEY) ?? null;
}
