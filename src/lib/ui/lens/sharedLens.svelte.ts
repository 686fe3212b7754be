import type { Room } from '#realtime/room.svelte.ts';
import { Throttle } from '#realtime/throttle.ts';
import { LENS_KEY, LENS_RANGES, lensOverlaySchema, type LensOverlay } from '#schema/lens.ts';
import type { User } from '#schema/user.ts';

/** A hand moves sixty times a second; the others follow eight of them. */
const TELL_EVERY_MS = 125;

type Numbers = Omit<LensOverlay, 'byId' | 'byName'>;

/** The lens that everybody in an object's room moves; without a room it is this page's alone. Call `destroy` when the page goes. */
export class SharedLens {
	readonly #room: () => Room | null;
	readonly #user: () => Pick<User, 'id' | 'displayName'>;
	readonly #throttle = new Throttle(TELL_EVERY_MS, () => this.#tell());
	/** As it is here while the others are still being told. */
	#draft = $state.raw<LensOverlay | null>(null);
	#alone = $state.raw<LensOverlay | null>(null);

	constructor(room: () => Room | null, user: () => Pick<User, 'id' | 'displayName'>) {
		this.#room = room;
		this.#user = user;
	}

	get current(): LensOverlay | null {
		const room = this.#room();
		return this.#draft ?? (room ? (room.lens.entries[LENS_KEY] ?? null) : this.#alone);
	}

	get isShared(): boolean {
		return this.#room() !== null;
	}

	/** Lays a lens over the light curve. Numbers beyond what a lens may have are taken to the nearest. */
	put(numbers: Numbers): void {
		const { id: byId, displayName: byName } = this.#user();
		const draft = lensOverlaySchema.safeParse({ ...withinRanges(numbers), byId, byName }).data;
		if (!draft) return;
		this.#draft = draft;
		this.#throttle.call();
	}

	move(change: Partial<Numbers>): void {
		const { current } = this;
		if (current) this.put({ ...current, ...change });
	}

	remove(): void {
		this.#throttle.stop();
		this.#draft = this.#alone = null;
		this.#room()?.lens.delete(LENS_KEY);
	}

	destroy(): void {
		this.#tell();
		this.#throttle.stop();
	}

	#tell(): void {
		const draft = this.#draft;
		if (!draft) return;
		const room = this.#room();
		if (room) room.lens.set(LENS_KEY, draft);
		else this.#alone = draft;
		this.#draft = null;
	}
}

function withinRanges(numbers: Numbers): Numbers {
	const within = (key: keyof typeof LENS_RANGES) =>
		Math.min(LENS_RANGES[key].most, Math.max(LENS_RANGES[key].least, numbers[key]));
	return {
		t0Mjd: numbers.t0Mjd,
		tauDays: within('tauDays'),
		alpha: within('alpha'),
		sigmaS: within('sigmaS'),
		egress: within('egress'),
		compactFraction: within('compactFraction')
	};
}
