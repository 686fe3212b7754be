import { describe, expect, test } from 'vitest';
import { ariaKeys, keysOf, meaning, readKeymap, refusal } from './keymap.ts';

test('every digit votes, arrows move, and unknown keys do nothing', () => {
	for (const digit of '1234567890') expect(meaning(digit, '')).toBe('vote');
	expect(meaning('ArrowRight', '')).toBe('next');
	expect(meaning('ß', '')).toBeNull();
});

test('g then q goes to the queues; g then j still means next', () => {
	expect(meaning('g', '')).toBe('prefix');
	expect(meaning('q', 'g')).toBe('queues');
	expect(meaning('q', '')).not.toBe('queues');
	expect(meaning('j', 'g')).toBe('next');
});

test('controls announce their keys, sequences aside', () => {
	expect(ariaKeys('next')).toBe('J ArrowRight');
	expect(ariaKeys('queues')).toBeUndefined();
});

describe('a key of one’s own', () => {
	const keymap = { nextTodo: 'h' } as const;

	test('takes the place of the table’s', () => {
		expect(meaning('h', '', keymap)).toBe('nextTodo');
		expect(meaning('n', '', keymap)).toBeNull();
		expect(ariaKeys('nextTodo', keymap)).toBe('H');
	});

	test('may be the one that another shortcut gave up', () => {
		expect(refusal('favourite', 'n', keymap)).toBeNull();
		expect(refusal('favourite', 'n', {})).toBe(
			'“n” is taken: Next candidate you have not voted on.'
		);
	});

	test.each([
		['1', 'Digits vote for the classes of the queue.'],
		['g', '“g” begins other keys, such as g q.'],
		['Escape', 'The browser needs this key. Take another.']
	])('cannot be %s', (key, sentence) => expect(refusal('undo', key, {})).toBe(sentence));

	test('is not given to the vote’s digits', () =>
		expect(refusal('vote', 'ß', {})).toBe('This key stays where everybody finds it.'));

	test('is read back as it was stored, without what is no keymap', () => {
		expect(readKeymap('{"nextTodo":"h"}')).toEqual(keymap);
		expect(readKeymap('{"nextTodo":"1","nonsense":"h","undo":7}')).toEqual({});
		expect(readKeymap('not json')).toEqual({});
		expect(readKeymap('[]')).toEqual({});
	});

	test('one key of several can go to another shortcut', () => {
		const swapped = { undo: 'ArrowRight' } as const;
		expect(keysOf('next', swapped)).toEqual(['j']);
		expect(meaning('ArrowRight', '', swapped)).toBe('undo');
	});
});
