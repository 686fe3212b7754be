import { expect, test } from 'vitest';
import { markMentions, mentionedWords } from './mentions.ts';

test.each([
	['plain', 'ask @ana and (@ben)', ['ana', 'ben']],
	['at the end of a sentence', 'ask @ana.', ['ana.']],
	['in emphasis', '**@ana** and _@ben_', ['ana', 'ben']],
	['in lists, nested too', '- @ana\n  - @ben', ['ana', 'ben']],
	['in tables', '| @ana | b |\n|-|-|\n| c | @ben |', ['ana', 'ben']],
	['in quotes', '> as @ana says', ['ana']],
	['twice and in capitals', '@Ana @ANA', ['ana']],
	['escaped', '\\@ana', []],
	['behind other letters', 'x@ana, é@ana', []]
])('mentions %s', (_, text, words) => {
	expect(mentionedWords(text)).toEqual(words);
});

test('a mention of 20 000 signs is looked through in a moment', () => {
	const began = performance.now();
	mentionedWords('@'.repeat(20_000));
	mentionedWords('@a.'.repeat(6_000));
	expect(performance.now() - began).toBeLessThan(1000);
});

test('a full stop behind a name is not part of it, unless the name has one', () => {
	expect(markMentions('@ana.', ['ana'])).toBe('<b class="mention">@ana</b>.');
	expect(markMentions('@ana.', ['ana.'])).toBe('<b class="mention">@ana.</b>');
	expect(markMentions('@nobody', ['ana'])).toBe('@nobody');
});
