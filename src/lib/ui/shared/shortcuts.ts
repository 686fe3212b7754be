export type ShortcutId =
	| 'vote'
	| 'confidence'
	| 'undo'
	| 'next'
	| 'previous'
	| 'nextTodo'
	| 'tag'
	| 'comment'
	| 'notes'
	| 'favourite'
	| 'flux'
	| 'resetZoom'
	| 'filter'
	| 'queues'
	| 'runs'
	| 'help';

interface Shortcut {
	id: ShortcutId;
	/** As KeyboardEvent.key gives them; two keys with a space between are pressed one after the other. */
	keys: readonly string[];
	does: string;
	group: 'Vote' | 'Move' | 'Label' | 'Light curve' | 'Everywhere';
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** The one table behind the key handler, the help sheet and aria-keyshortcuts. */
export const SHORTCUTS: readonly Shortcut[] = [
	{ id: 'vote', keys: DIGITS, does: 'Vote for the class with this digit', group: 'Vote' },
	{ id: 'confidence', keys: ['c'], does: 'Confidence: possible, likely, certain', group: 'Vote' },
	{ id: 'undo', keys: ['u'], does: 'Undo: withdraw your vote', group: 'Vote' },
	{ id: 'nextTodo', keys: ['n'], does: 'Next candidate you have not voted on', group: 'Move' },
	{ id: 'next', keys: ['j', 'ArrowRight'], does: 'Next candidate', group: 'Move' },
	{ id: 'previous', keys: ['k', 'ArrowLeft'], does: 'Previous candidate', group: 'Move' },
	{ id: 'tag', keys: ['t'], does: 'Add a tag', group: 'Label' },
	{ id: 'comment', keys: ['m'], does: 'Write a comment', group: 'Label' },
	{ id: 'notes', keys: ['e'], does: 'Edit the shared notes', group: 'Label' },
	{ id: 'favourite', keys: ['f'], does: 'Favourite, or not', group: 'Label' },
	{ id: 'flux', keys: ['p'], does: 'Peak or integrated flux', group: 'Light curve' },
	{ id: 'resetZoom', keys: ['r'], does: 'Reset the zoom', group: 'Light curve' },
	{ id: 'filter', keys: ['/'], does: 'Filter this list', group: 'Everywhere' },
	{ id: 'queues', keys: ['g q'], does: 'Go to the queues', group: 'Everywhere' },
	{ id: 'runs', keys: ['g r'], does: 'Go to the runs', group: 'Everywhere' },
	{ id: 'help', keys: ['?'], does: 'Show the keys', group: 'Everywhere' }
];

const ID_BY_KEYS = new Map(SHORTCUTS.flatMap((s) => s.keys.map((keys) => [keys, s.id] as const)));
const PREFIXES = new Set([...ID_BY_KEYS.keys()].filter((k) => k.includes(' ')).map((k) => k[0]));

/** What a key means after the key before it: a shortcut, the first half of one, or nothing. */
export function meaning(key: string, prefix: string): ShortcutId | 'prefix' | null {
	const whole = prefix ? ID_BY_KEYS.get(`${prefix} ${key}`) : undefined;
	if (whole) return whole;
	return ID_BY_KEYS.get(key) ?? (PREFIXES.has(key) ? 'prefix' : null);
}

/** The value of aria-keyshortcuts for a control; sequences have no notation there. */
export function ariaKeys(id: ShortcutId): string | undefined {
	const shortcut = SHORTCUTS.find((s) => s.id === id);
	const keys = shortcut?.keys.filter((k) => !k.includes(' ')) ?? [];
	return keys.map((k) => (k.length === 1 ? k.toUpperCase() : k)).join(' ') || undefined;
}

/** How a key is printed on a keycap. */
export function keycap(key: string): string {
	return { ArrowRight: '→', ArrowLeft: '←' }[key] ?? key;
}

const TYPED = /^(?:text|search|email|password|number|url|tel|date|datetime-local|time|month|week)$/;

/** True where keys belong to what is focused: in text fields always, on radios and lists for the arrows. */
export function keyBelongsTo(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target.closest('[role="dialog"], [role="listbox"]')) return true;
	if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
	if (!(target instanceof HTMLInputElement)) return false;
	return TYPED.test(target.type) || key.startsWith('Arrow');
}
