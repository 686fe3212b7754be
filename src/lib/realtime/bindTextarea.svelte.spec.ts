import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bindTextarea } from './bindTextarea.ts';

let here: Y.Doc;
let there: Y.Doc;
let textarea: HTMLTextAreaElement;
let unbind: () => void;

beforeEach(() => {
	[here, there] = [new Y.Doc(), new Y.Doc()];
	here.on('update', (update: Uint8Array) => Y.applyUpdate(there, update, 'peer'));
	there.on('update', (update: Uint8Array) => Y.applyUpdate(here, update, 'peer'));
	here.getText('notes').insert(0, 'flat light curve');
	textarea = document.createElement('textarea');
	document.body.append(textarea);
	unbind = bindTextarea(textarea, here.getText('notes'));
});
afterEach(() => {
	unbind();
	textarea.remove();
});

/** As a browser does it: the value and the caret first, then the event. */
function type(value: string, caret: number): void {
	textarea.value = value;
	textarea.setSelectionRange(caret, caret);
	textarea.dispatchEvent(new Event('input'));
}

test('the textarea starts with what is there', () => {
	expect(textarea.value).toBe('flat light curve');
});

test('typing sends the smallest edit', () => {
	const changes: unknown[] = [];
	there.getText('notes').observe((event) => changes.push(event.delta));
	type('flat, light curve', 5);
	expect(there.getText('notes').toJSON()).toBe('flat, light curve');
	expect(changes).toEqual([[{ retain: 4 }, { insert: ',' }]]);
});

test('what others type appears, and the selection keeps its letters', () => {
	textarea.setSelectionRange(5, 10);
	there.getText('notes').insert(0, 'very ');
	there.getText('notes').delete(9, 1);
	expect(textarea.value).toBe('very flatlight curve');
	expect(textarea.value.slice(textarea.selectionStart, textarea.selectionEnd)).toBe('light');
});

test('nothing moves under somebody who composes a character', () => {
	textarea.setSelectionRange(4, 4);
	textarea.dispatchEvent(new Event('compositionstart'));
	type('flat´ light curve', 5);
	there.getText('notes').insert(0, 'so ');
	expect(textarea.value).toBe('flat´ light curve');
	expect(there.getText('notes').toJSON()).toBe('so flat light curve');
	type('flaté light curve', 5);
	textarea.dispatchEvent(new Event('compositionend'));
	expect(there.getText('notes').toJSON()).toBe('so flaté light curve');
	expect(textarea.value).toBe('so flaté light curve');
	expect(textarea.selectionStart).toBe(8);
});

test('composing over a selection keeps what others wrote inside it', () => {
	textarea.dispatchEvent(new Event('compositionstart'));
	there.getText('notes').insert(8, 'HERE');
	type('flat é curve', 6);
	textarea.dispatchEvent(new Event('compositionend'));
	expect(there.getText('notes').toJSON()).toContain('HERE');
	expect(there.getText('notes').toJSON()).toContain('é');
	expect(textarea.value).toBe(there.getText('notes').toJSON());
});

test('after unbinding neither side hears the other', () => {
	unbind();
	there.getText('notes').insert(0, 'x');
	expect(textarea.value).toBe('flat light curve');
	type('gone', 4);
	expect(there.getText('notes').toJSON()).toBe('xflat light curve');
});
