import { createContext } from 'svelte';
import { Persisted } from './persisted.svelte.ts';
import { ariaKeys, keycap, keysOf, meaning, readKeymap, refusal, type Keymap } from './keymap.ts';
import { keyBelongsTo, type ShortcutId } from './shortcuts.ts';

/** Something that can be done on this page and has no key of its own: a class to vote for, a place to go. */
export interface Offer {
	title: string;
	group: string;
	/** Other words it is found by. */
	keywords?: string[];
	run: () => void;
}

type Handlers = Partial<Record<ShortcutId, (key: string) => void>>;

/** Sends keys to whoever has bound them. One per page, made by the frame and handed down as context. */
export class Keyboard {
	helpOpen = $state(false);
	paletteOpen = $state(false);
	readonly #own = new Persisted('caustic-keymap', '');
	readonly #choice = new Persisted('caustic-single-keys', 'on');
	#bound = $state.raw<readonly Handlers[]>([]);
	/** The truth behind `#bound`: within a teardown, Svelte reads state as it was before, and a binding made meanwhile would be lost. */
	#handlers: readonly Handlers[] = [];
	#offered = $state.raw<readonly (() => Offer[])[]>([]);
	#offers: readonly (() => Offer[])[] = [];
	#prefix = '';
	#prefixAt = 0;

	/** Single-character keys can be switched off: people who dictate trip over them (WCAG 2.1.4). */
	get singleKeys(): boolean {
		return this.#choice.current !== 'off';
	}

	set singleKeys(on: boolean) {
		this.#choice.current = on ? 'on' : 'off';
	}

	get keymap(): Keymap {
		return readKeymap(this.#own.current);
	}

	keysOf(id: ShortcutId): readonly string[] {
		return keysOf(id, this.keymap);
	}

	ariaKeys(id: ShortcutId): string | undefined {
		return ariaKeys(id, this.keymap);
	}

	/** Its key as a sentence names it. */
	keyWord(id: ShortcutId): string {
		return (this.keysOf(id).at(0) ?? '').split(' ').map(keycap).join(' ');
	}

	/** Gives a shortcut a key of this person's choosing, or with null the table's again; why not, as a sentence. */
	setKey(id: ShortcutId, key: string | null): string | null {
		const { [id]: _before, ...others } = this.keymap;
		const refused = key === null ? null : refusal(id, key, this.keymap);
		if (!refused)
			this.#own.current = JSON.stringify(key === null ? others : { ...others, [id]: key });
		return refused;
	}

	/** What the command palette offers beside the keys. */
	get offers(): Offer[] {
		return this.#offered.flatMap((offers) => offers());
	}

	/** Offers commands to the palette until the returned function is called. */
	offer(offers: () => Offer[]): () => void {
		this.#offered = this.#offers = [...this.#offers, offers];
		return () => {
			this.#offered = this.#offers = this.#offers.filter((kept) => kept !== offers);
		};
	}

	/** Does what a key would do. */
	run(id: ShortcutId): void {
		const handler = this.#bound.find((handlers) => handlers[id])?.[id];
		handler?.(this.keysOf(id).at(0) ?? '');
	}

	works(id: ShortcutId): boolean {
		return this.#bound.some((handlers) => handlers[id]);
	}

	/** The latest binding of a key wins. Returns how to unbind, so that an attachment can simply return it. */
	bind(handlers: Handlers): () => void {
		this.#bound = this.#handlers = [handlers, ...this.#handlers];
		return () => {
			this.#bound = this.#handlers = this.#handlers.filter((bound) => bound !== handlers);
		};
	}

	press(event: KeyboardEvent): void {
		if (event.key === 'Escape') return leaveField(event);
		if (event.ctrlKey || event.metaKey) return this.#pressWithControl(event);
		if (event.defaultPrevented || event.altKey) return;
		if (keyBelongsTo(event.target, event.key)) return;
		if (event.key.length === 1 && !this.singleKeys) return;
		const id = this.#meaning(event);
		const handler = id && this.#bound.find((handlers) => handlers[id])?.[id];
		if (!handler) return;
		event.preventDefault();
		handler(event.key);
	}

	/** Ctrl K, or ⌘ K, finds commands from everywhere, text fields included. */
	#pressWithControl(event: KeyboardEvent): void {
		if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
		event.preventDefault();
		this.paletteOpen = !this.paletteOpen;
	}

	#meaning(event: KeyboardEvent): ShortcutId | null {
		const prefix = event.timeStamp - this.#prefixAt < 1500 ? this.#prefix : '';
		const found = meaning(event.key, prefix, this.keymap);
		this.#prefix = found === 'prefix' ? event.key : '';
		this.#prefixAt = event.timeStamp;
		return found === 'prefix' ? null : found;
	}
}

export const [keyboardContext, setKeyboardContext] = createContext<Keyboard>();

function leaveField(event: KeyboardEvent): void {
	const field = event.target;
	if (!(field instanceof HTMLElement) || field.closest('[role="dialog"]')) return;
	if (field.matches('input, textarea, select')) field.blur();
}
