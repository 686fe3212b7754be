import { expect, test } from 'vitest';
import { markWords } from './markWords.ts';

const marked = (text: string, words: string[]) =>
	markWords(text, words)
		.map((segment) => (segment.marked ? `[${segment.text}]` : segment.text))
		.join('');

test('every occurrence is marked, whatever its case', () => {
	expect(marked('ESE or not ese', ['ese'])).toBe('[ESE] or not [ese]');
});

test('of words that begin alike the longer one is marked whole', () => {
	expect(marked('scintillation', ['scin', 'scintillation'])).toBe('[scintillation]');
});

test('a long text is cut to what surrounds the first word found, at a word', () => {
	const text = `${'before '.repeat(40)}needle ${'after '.repeat(80)}`;
	const shown = marked(text, ['needle']);
	expect(shown).toMatch(/^… before (before )+\[needle\] after/);
	expect(shown).toMatch(/ …$/);
	expect(shown.length).toBeLessThan(260);
});

test('signs of a pattern and of HTML are signs', () => {
	expect(marked('a.b a+b <b>', ['a.b', '<b>'])).toBe('[a.b] a+b [<b>]');
});

test('the pieces together are the text', () => {
	const text = 'pulsar, or a pulsar’s neighbour';
	expect(
		markWords(text, ['pulsar', 'or'])
			.map((segment) => segment.text)
			.join('')
	).toBe(text);
});
