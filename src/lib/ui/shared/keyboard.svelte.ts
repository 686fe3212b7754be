import { createContext, untrack } from 'svelte';
import { Persisted } from './persisted.svelte.ts';
import { keyBelongsTo, meaning, type ShortcutId } from './shortcuts.ts';

type Handlers = Partial<Record<ShortcutId, (key: string) => void>>;

/** Sends keys to whoever has bound them. One per page, made by the frame and handed down as context. */
export class Keyboard {
	helpOpen = $state(false);
	readonly #choice = new Persisted('caustic-single-keys', 'on');
	#bound = $state.raw<readonly Handlers[]>([]);
	#prefix = '';
	#prefixAt = 0;

	/** Single-character keys can be switched off: people who dictate trip over them (WCAG 2.1.4). */
	get singleKeys(): boolean {
		return this.#choice.current !== 'off';
	}

	set singleKeys(on: boolean) {
		this.#choice.current = on ? 'on' : 'off';
	}

	works(id: ShortcutId): boolean {
		return this.#bound.some((handlers) => handlers[id]);
	}

	/** The latest binding of a key wins. Returns how to unbind, so that an attachment can simply return it. */
	bind(handlers: Handlers): () => void {
		// Untracked: an attachment that binds must not run again because something else has been bound.
		untrack(() => (this.#bound = [handlers, ...this.#bound]));
		return () => untrack(() => (this.#bound = this.#bound.filter((bound) => bound !== handlers)));
	}

	press(event: KeyboardEvent): void {
		if (event.key === 'Escape') return leaveField(event);
		if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
		if (keyBelongsTo(event.target, event.key)) return;
		if (event.key.length === 1 && !this.singleKeys) return;
		const id = this.#meaning(event);
		const handler = id && this.#bound.find((handlers) => handlers[id])?.[id];
		if (!handler) return;
		event.preventDefault();
		handler(event.key);
	}

	#meaning(event: KeyboardEvent): ShortcutId | null {
		const prefix = event.timeStamp - this.#prefixAt < 1500 ? this.#prefix : '';
		const found = meaning(event.key, prefix);
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
