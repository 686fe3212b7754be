import { expect, test } from 'vitest';
import { placesAmong } from './placesAmong.ts';

const IDS = [1, 2, 3, 4, 5];
const SCORES = [0.9, 0.8, NaN, 0.1, 0.1];

test('what falls from the first place to the last lets all below it rise by one', () => {
	const { of, others } = placesAmong(IDS, SCORES, new Map([[1, { before: 0.9, after: 0 }]]));
	expect([...of]).toEqual([[1, { before: 1, after: 4 }]]);
	expect(others).toEqual({ up: 3, down: 0 });
});

test('equals share a place, and what has no score has none', () => {
	const changes = new Map([
		[4, { before: 0.1, after: 0.1 }],
		[3, { before: NaN, after: 0.95 }]
	]);
	const { of, others } = placesAmong(IDS, SCORES, changes);
	expect(of.get(4)).toEqual({ before: 3, after: 4 });
	expect(of.has(3)).toBe(false);
	expect(others).toEqual({ up: 0, down: 3 });
});
