export type ShortcutId =
	| 'vote'
	| 'confidence'
	| 'unsure'
	| 'moreData'
	| 'skip'
	| 'undo'
	| 'next'
	| 'previous'
	| 'nextTodo'
	| 'follow'
	| 'tag'
	| 'comment'
	| 'notes'
	| 'favourite'
	| 'watch'
	| 'flux'
	| 'resetZoom'
	| 'blink'
	| 'divide'
	| 'filter'
	| 'selectAlert'
	| 'acceptAlert'
	| 'assignAlert'
	| 'snoozeAlert'
	| 'dismissAlert'
	| 'queueAlerts'
	| 'alerts'
	| 'home'
	| 'queues'
	| 'runs'
	| 'search'
	| 'help';

export interface Shortcut {
	id: ShortcutId;
	/** As KeyboardEvent.key gives them; two keys with a space between are pressed one after the other. */
	keys: readonly string[];
	does: string;
	group: 'Vote' | 'Move' | 'Label' | 'Light curve' | 'Alerts' | 'Everywhere';
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/** The one table behind the key handler, the help sheet and aria-keyshortcuts. */
export const SHORTCUTS: readonly Shortcut[] = [
	{ id: 'vote', keys: DIGITS, does: 'Vote for the class with this digit', group: 'Vote' },
	{ id: 'confidence', keys: ['c'], does: 'Confidence: possible, likely, certain', group: 'Vote' },
	{ id: 'unsure', keys: ['x'], does: 'Unsure: a vote that names no class', group: 'Vote' },
	{ id: 'moreData', keys: ['d'], does: 'Need more data, and watch the object', group: 'Vote' },
	{ id: 'skip', keys: ['s'], does: 'Skip: no vote, on to the next', group: 'Vote' },
	{ id: 'undo', keys: ['u'], does: 'Undo: withdraw your vote', group: 'Vote' },
	{ id: 'nextTodo', keys: ['n'], does: 'Next candidate you have not voted on', group: 'Move' },
	{
		id: 'next',
		keys: ['j', 'ArrowRight'],
		does: 'Next candidate, or row of a list',
		group: 'Move'
	},
	{
		id: 'previous',
		keys: ['k', 'ArrowLeft'],
		does: 'Previous candidate, or row of a list',
		group: 'Move'
	},
	{ id: 'follow', keys: ['l'], does: 'In a session: follow the driver, or roam', group: 'Move' },
	{ id: 'tag', keys: ['t'], does: 'Add a tag', group: 'Label' },
	{ id: 'comment', keys: ['m'], does: 'Write a comment', group: 'Label' },
	{ id: 'notes', keys: ['e'], does: 'Edit the shared notes', group: 'Label' },
	{ id: 'favourite', keys: ['f'], does: 'Favourite, or not', group: 'Label' },
	{ id: 'watch', keys: ['w'], does: 'Watch this object, or not', group: 'Label' },
	{ id: 'flux', keys: ['p'], does: 'Peak or integrated flux', group: 'Light curve' },
	{ id: 'resetZoom', keys: ['r'], does: 'Reset the zoom', group: 'Light curve' },
	{
		id: 'blink',
		keys: ['o'],
		does: 'Blink through the cutouts of all epochs',
		group: 'Light curve'
	},
	{
		id: 'divide',
		keys: ['b'],
		does: 'While held: divide the light curve by its steady neighbours',
		group: 'Light curve'
	},
	{ id: 'selectAlert', keys: ['v'], does: 'Select this alert or source, or not', group: 'Alerts' },
	{ id: 'acceptAlert', keys: ['y'], does: 'Accept the selection', group: 'Alerts' },
	{ id: 'assignAlert', keys: ['a'], does: 'Assign the selection to me', group: 'Alerts' },
	{ id: 'snoozeAlert', keys: ['z'], does: 'Snooze the selection', group: 'Alerts' },
	{
		id: 'dismissAlert',
		keys: ['i'],
		does: 'Dismiss the selection, with a reason',
		group: 'Alerts'
	},
	{ id: 'queueAlerts', keys: ['q'], does: 'Make a queue of the selection', group: 'Alerts' },
	{ id: 'filter', keys: ['/'], does: 'Filter this list', group: 'Everywhere' },
	{ id: 'home', keys: ['g h'], does: 'Go home: what changed, what waits', group: 'Everywhere' },
	{ id: 'queues', keys: ['g q'], does: 'Go to the queues', group: 'Everywhere' },
	{ id: 'alerts', keys: ['g a'], does: 'Go to the alerts', group: 'Everywhere' },
	{ id: 'runs', keys: ['g r'], does: 'Go to the runs', group: 'Everywhere' },
	{ id: 'search', keys: ['g s'], does: 'Search everything', group: 'Everywhere' },
	{ id: 'help', keys: ['?'], does: 'Show the keys', group: 'Everywhere' }
];

const TYPED = /^(?:text|search|email|password|number|url|tel|date|datetime-local|time|month|week)$/;

/** True where keys belong to what is focused: in text fields always, on radios and lists for the arrows. */
export function keyBelongsTo(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target.closest('[role="dialog"], [role="listbox"]')) return true;
	if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
	if (!(target instanceof HTMLInputElement)) return false;
	return TYPED.test(target.type) || key.startsWith('Arrow');
}
