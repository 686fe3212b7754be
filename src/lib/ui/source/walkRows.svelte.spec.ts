import { beforeEach, expect, test } from 'vitest';
import { chooseRow, walkRows } from './walkRows.ts';

let table: HTMLElement;
const focused = () => document.activeElement?.textContent;

beforeEach(() => {
	document.body.innerHTML = `<div><table>${['a', 'b', 'c']
		.map(
			(n) =>
				`<tr data-row="${n}"><td><input type="checkbox"><a href="#${n}" data-opens>${n}</a></td></tr>`
		)
		.join('')}</table></div>`;
	table = document.body.firstElementChild as HTMLElement;
	HTMLElement.prototype.scrollIntoView = () => undefined;
});

test('from outside, the first and the last row are entered', () => {
	walkRows(table, 1);
	expect(focused()).toBe('a');
	(document.activeElement as HTMLElement).blur();
	walkRows(table, -1);
	expect(focused()).toBe('c');
});

test('the focus goes row by row and stays at the ends', () => {
	for (const [by, name] of [
		[1, 'a'],
		[1, 'b'],
		[1, 'c'],
		[1, 'c'],
		[-1, 'b'],
		[-1, 'a'],
		[-1, 'a']
	] as const) {
		walkRows(table, by);
		expect(focused()).toBe(name);
	}
});

test('the row with the focus is chosen, and none without', () => {
	chooseRow(table);
	expect(document.querySelectorAll(':checked')).toHaveLength(0);
	walkRows(table, 1);
	chooseRow(table);
	expect(document.querySelector('tr input:checked')?.closest('tr')?.dataset.row).toBe('a');
});
