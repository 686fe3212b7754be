import { expect, test } from 'vitest';
import { mentionAt, mentioning } from './mentionAt.ts';

test.each([
	['ask @an', { begun: 'an', at: 4 }],
	['@', { begun: '', at: 0 }],
	['(@ben.k', { begun: 'ben.k', at: 1 }],
	['ana@example', null],
	['@ana is', null],
	['no mention', null]
])('in “%s” the mention begun is %j', (text, begun) => {
	expect(mentionAt(text, text.length)).toEqual(begun);
});

test('a chosen name takes the place of what was begun, wherever the caret stands', () => {
	const text = 'ask @an about it';
	const begun = mentionAt(text, 7);
	expect(begun && mentioning(text, begun, 'ana')).toEqual({ text: 'ask @ana about it', caret: 9 });
});
