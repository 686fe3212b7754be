import { expect, test } from 'vitest';
import { ariaKeys, meaning, SHORTCUTS } from './shortcuts.ts';

test('no key means two things', () => {
	const keys = SHORTCUTS.flatMap((s) => s.keys);
	expect(new Set(keys).size).toBe(keys.length);
});

test('every digit votes, arrows move, and unknown keys do nothing', () => {
	for (const digit of '1234567890') expect(meaning(digit, '')).toBe('vote');
	expect(meaning('ArrowRight', '')).toBe('next');
	expect(meaning('x', '')).toBeNull();
});

test('g then q goes to the queues; g then j still means next', () => {
	expect(meaning('g', '')).toBe('prefix');
	expect(meaning('q', 'g')).toBe('queues');
	expect(meaning('q', '')).toBeNull();
	expect(meaning('j', 'g')).toBe('next');
});

test('controls announce their keys, sequences aside', () => {
	expect(ariaKeys('next')).toBe('J ArrowRight');
	expect(ariaKeys('queues')).toBeUndefined();
});
