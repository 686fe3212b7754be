type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Of others the value is a name, not what a person types. */
const HOLDING_TEXT =
	/^(date|datetime-local|email|month|number|range|search|tel|text|time|url|week)$/;

/** What a field held when it was last touched before the page came alive. */
const touched = new Map<Field, string | boolean>();

/**
 * Notes what people type and choose before hydration, which would put the server's values back. To be called once, as
 * early as scripts run.
 */
export function noteTypedEarly(): void {
	for (const field of document.querySelectorAll('input, textarea, select')) {
		if (!isField(field)) continue;
		if (isChanged(field)) note(field);
		if (field instanceof HTMLInputElement) withoutDefault(field);
	}
	document.addEventListener('input', noteEvent, true);
	document.addEventListener('change', noteEvent, true);
}

/** Puts back what hydration has overwritten, and tells the components as if it were typed now. */
export function restoreTypedEarly(): void {
	document.removeEventListener('input', noteEvent, true);
	document.removeEventListener('change', noteEvent, true);
	for (const [field, held] of touched) {
		if (!field.isConnected || heldBy(field) === held) continue;
		if (typeof held === 'string') field.value = held;
		else if (field instanceof HTMLInputElement) field.checked = held;
		field.dispatchEvent(new Event('input', { bubbles: true }));
		field.dispatchEvent(new Event('change', { bubbles: true }));
	}
	touched.clear();
}

/**
 * Keeps what a field shows and takes its default away, as Svelte does a moment after hydration, when it also forgets what
 * it has put there: the next load of the page's data would then put it back over what was typed since.
 */
function withoutDefault(input: HTMLInputElement): void {
	const { checked, type, value } = input;
	if (HOLDING_TEXT.test(type)) {
		input.removeAttribute('value');
		input.value = value;
	} else if (isTicked(input)) {
		input.removeAttribute('checked');
		input.checked = checked;
	}
}

function noteEvent({ target }: Event): void {
	if (isField(target)) note(target);
}

function note(field: Field): void {
	touched.set(field, heldBy(field));
}

/** Not of file fields: nobody but a person may fill them, and hydration leaves them alone. */
function isField(target: EventTarget | null): target is Field {
	if (target instanceof HTMLInputElement) return !['file', 'hidden'].includes(target.type);
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function heldBy(field: Field): string | boolean {
	return isTicked(field) ? field.checked : field.value;
}

function isTicked(field: Field): field is HTMLInputElement {
	return field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);
}

function isChanged(field: Field): boolean {
	if (isTicked(field)) return field.checked !== field.defaultChecked;
	if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
	const options = [...field.options];
	// Where none is marked as chosen, the first one is.
	return options.some(({ defaultSelected }) => defaultSelected)
		? options.some(({ selected, defaultSelected }) => selected !== defaultSelected)
		: field.selectedIndex > 0;
}
