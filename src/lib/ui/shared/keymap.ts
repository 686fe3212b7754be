import { SHORTCUTS, type ShortcutId } from './shortcuts.ts';

/** Keys of this person's own choosing, in place of the table's. */
export type Keymap = Partial<Record<ShortcutId, string>>;

/** Their keys belong to the class list, or lead somewhere everybody must find. */
const FIXED: readonly ShortcutId[] = ['vote', 'help'];

export function isChangeable(id: ShortcutId): boolean {
	return !FIXED.includes(id);
}

/** Keys of a shortcut as KeyboardEvent.key gives them; two with a space between are pressed one after the other. */
export function keysOf(id: ShortcutId, keymap: Keymap): readonly string[] {
	const own = keymap[id];
	if (own) return [own];
	const taken = new Set(Object.values(keymap));
	return (SHORTCUTS.find((s) => s.id === id)?.keys ?? []).filter((keys) => !taken.has(keys));
}

/** What a key means after the key before it: a shortcut, the first half of one, or nothing. */
export function meaning(
	key: string,
	prefix: string,
	keymap: Keymap = {}
): ShortcutId | 'prefix' | null {
	const means = (keys: string) => SHORTCUTS.find((s) => keysOf(s.id, keymap).includes(keys))?.id;
	const whole = prefix ? means(`${prefix} ${key}`) : undefined;
	return whole ?? means(key) ?? (startsSequence(key, keymap) ? 'prefix' : null);
}

/** Why a shortcut cannot have this key, as a sentence; null when it can. */
export function refusal(id: ShortcutId, key: string, keymap: Keymap): string | null {
	if (!isChangeable(id)) return 'This key stays where everybody finds it.';
	if (/^\d$/.test(key)) return 'Digits vote for the classes of the queue.';
	if (['Escape', 'Tab', 'Enter', ' ', 'Shift', 'Control', 'Alt', 'Meta'].includes(key))
		return 'The browser needs this key. Take another.';
	const { [id]: _own, ...others } = keymap;
	if (startsSequence(key, others)) return `“${key}” begins other keys, such as ${key} q.`;
	const holder = SHORTCUTS.find((s) => s.id !== id && keysOf(s.id, keymap).includes(key));
	return holder ? `“${keycap(key)}” is taken: ${holder.does}.` : null;
}

/** The value of aria-keyshortcuts for a control; sequences have no notation there. */
export function ariaKeys(id: ShortcutId, keymap: Keymap = {}): string | undefined {
	const keys = keysOf(id, keymap).filter((k) => !k.includes(' '));
	return keys.map((k) => (k.length === 1 ? k.toUpperCase() : k)).join(' ') || undefined;
}

/** How a key is printed on a keycap. */
export function keycap(key: string): string {
	return { ArrowRight: '→', ArrowLeft: '←', ArrowUp: '↑', ArrowDown: '↓' }[key] ?? key;
}

/** A keymap as it was stored; what is not one any more is left out. */
export function readKeymap(stored: string): Keymap {
	const keymap: Keymap = {};
	for (const [id, key] of Object.entries(parsed(stored))) {
		const shortcut = SHORTCUTS.find((s) => s.id === id);
		if (!shortcut || typeof key !== 'string') continue;
		if (!refusal(shortcut.id, key, keymap)) keymap[shortcut.id] = key;
	}
	return keymap;
}

function startsSequence(key: string, keymap: Keymap): boolean {
	return SHORTCUTS.some((s) => keysOf(s.id, keymap).some((keys) => keys.startsWith(`${key} `)));
}

function parsed(text: string): object {
	try {
		const value: unknown = JSON.parse(text || '{}');
		return typeof value === 'object' && value !== null ? value : {};
	} catch {
		return {};
	}
}
