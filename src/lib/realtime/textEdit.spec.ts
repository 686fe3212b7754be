import { expect, test } from 'vitest';
import { seeded } from '../../../tests/kit/seeded.ts';
import { editBetween, moved } from './textEdit.ts';

function applied(before: string, edit: ReturnType<typeof editBetween>): string {
	if (!edit) return before;
	return before.slice(0, edit.at) + edit.inserted + before.slice(edit.at + edit.removed);
}

test('a typed letter is one insertion', () => {
	expect(editBetween('dip', 'drip', 2)).toEqual({ at: 1, removed: 0, inserted: 'r' });
});

test('among equal letters the new one is the one before the caret', () => {
	expect(editBetween('aaa', 'aaaa', 2)).toEqual({ at: 1, removed: 0, inserted: 'a' });
	expect(editBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, removed: 0, inserted: 'a' });
});

test('a replaced word is one edit', () => {
	expect(editBetween('a flare at noon', 'a dip at noon', 5)).toEqual({
		at: 2,
		removed: 5,
		inserted: 'dip'
	});
});

test('nothing changed is no edit', () => {
	expect(editBetween('same', 'same')).toBeNull();
});

test('surrogate pairs stay whole', () => {
	// U+1F600 and U+1F601 share their first half, U+1F600 and U+1FA00 their second.
	expect(editBetween('\u{1F600}', '\u{1F601}')?.inserted).toBe('\u{1F601}');
	expect(editBetween('\u{1F600}', '\u{1FA00}')?.inserted).toBe('\u{1FA00}');
});

test('any change is reproduced, wherever the caret claims to be', () => {
	const random = seeded(7);
	const signs = ['a', 'b', '\u{1F600}', '\u{1F601}'];
	const sign = () => signs[Math.floor(random() * signs.length)];
	const word = () => Array.from({ length: Math.floor(random() * 8) }, sign).join('');
	for (let i = 0; i < 2000; i++) {
		const [before, after] = [word(), word()];
		const caret = Math.floor(random() * (after.length + 1));
		expect(applied(before, editBetween(before, after, caret))).toBe(after);
	}
});

test('a caret keeps its letter', () => {
	expect(moved(5, [{ retain: 2 }, { insert: 'abc' }])).toBe(8);
	expect(moved(5, [{ retain: 2 }, { delete: 2 }])).toBe(3);
	expect(moved(5, [{ retain: 3 }, { delete: 9 }])).toBe(3);
	expect(moved(5, [{ retain: 9 }, { insert: 'abc' }])).toBe(5);
	expect(moved(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(5);
	expect(moved(5, [{ insert: 'ab' }, { retain: 1 }, { delete: 1 }, { insert: 'c' }])).toBe(7);
});
