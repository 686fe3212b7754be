import { beforeEach, expect, test } from 'vitest';
import { noteTypedEarly, restoreTypedEarly } from './typedEarly.ts';

beforeEach(() => {
	document.body.innerHTML = `
		<input id="name" value="">
		<input id="new" type="checkbox">
		<select id="run"><option value="">latest</option><option value="7">SB7</option></select>
		<textarea id="why"></textarea>`;
});

/** The element of that id, which is there. */
function field<Kind extends HTMLElement>(id: string): Kind {
	// happy-dom has what beforeEach wrote.
	return document.getElementById(id) as Kind;
}

/** What hydration does to fields with a value of their own. */
function hydrate(): void {
	field<HTMLInputElement>('name').value = '';
	field<HTMLInputElement>('new').checked = false;
	field<HTMLSelectElement>('run').value = '';
	field<HTMLTextAreaElement>('why').value = '';
}

test('what was typed and chosen before hydration is there after it, and its component is told', () => {
	noteTypedEarly();
	for (const [id, held] of [
		['name', 'Loud'],
		['why', 'dips twice'],
		['run', '7']
	]) {
		field<HTMLInputElement>(id).value = held;
		field(id).dispatchEvent(new Event('input', { bubbles: true }));
	}
	field<HTMLInputElement>('new').checked = true;
	field('new').dispatchEvent(new Event('change', { bubbles: true }));
	const heard: string[] = [];
	document.body.addEventListener('input', ({ target }) => {
		if (target instanceof HTMLElement) heard.push(target.id);
	});
	hydrate();
	restoreTypedEarly();
	expect(field<HTMLInputElement>('name').value).toBe('Loud');
	expect(field<HTMLTextAreaElement>('why').value).toBe('dips twice');
	expect(field<HTMLSelectElement>('run').value).toBe('7');
	expect(field<HTMLInputElement>('new').checked).toBe(true);
	expect(heard.toSorted()).toEqual(['name', 'new', 'run', 'why']);
});

test('what was typed before any script ran counts too', () => {
	field<HTMLInputElement>('name').value = 'Loud';
	noteTypedEarly();
	hydrate();
	restoreTypedEarly();
	expect(field<HTMLInputElement>('name').value).toBe('Loud');
});

test('nobody is told of a field that was left alone or kept what it held', () => {
	noteTypedEarly();
	field<HTMLInputElement>('name').value = 'Loud';
	field('name').dispatchEvent(new Event('input', { bubbles: true }));
	let heard = 0;
	document.body.addEventListener('input', () => (heard += 1), { once: true });
	restoreTypedEarly();
	expect(heard).toBe(0);
	hydrate();
	restoreTypedEarly();
	expect(field<HTMLInputElement>('name').value).toBe('');
});

test('what fields show stays as their defaults are taken away, and names of ticked ones stay theirs', () => {
	document.body.innerHTML = `
		<input id="radius" value="10">
		<input id="seen" type="checkbox" name="seen" value="yes" checked>`;
	noteTypedEarly();
	expect(field<HTMLInputElement>('radius').value).toBe('10');
	expect(field('radius').hasAttribute('value')).toBe(false);
	expect(field<HTMLInputElement>('seen').checked).toBe(true);
	expect(field<HTMLInputElement>('seen').value).toBe('yes');
	expect(field('seen').hasAttribute('checked')).toBe(false);
});
