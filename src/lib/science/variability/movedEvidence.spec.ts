import { describe, expect, test } from 'vitest';
import { movedEvidence } from './movedEvidence.ts';

describe('evidence has moved', () => {
	test.each([
		['by more than a fifth upwards', { eta: 10 }, { eta: 12.1 }, 1],
		['by more than a fifth downwards', { eta: 10 }, { eta: 7.9 }, 1],
		['by more than a fifth of a negative number', { vs: -5 }, { vs: -6.1 }, 1],
		['from nothing', { eta: 0 }, { eta: 0.001 }, 1],
		['by a field that was not there', { eta: 10 }, { eta: 10, v: 0.3 }, 1],
		['by a number that was not measured then', { v: null }, { v: 0.3 }, 1]
	])('%s', (_, before, after, count) => {
		expect(movedEvidence(before, after)).toHaveLength(count);
	});

	test.each([
		['a fifth exactly', { eta: 10 }, { eta: 12 }],
		['nothing at all', { eta: 0 }, { eta: 0 }],
		['a number that is no longer measured', { eta: 10 }, { eta: null }],
		['a field that is gone', { eta: 10, v: 1 }, { eta: 10 }],
		['a NaN', { eta: 10 }, { eta: NaN }]
	])('not by %s', (_, before, after) => {
		expect(movedEvidence(before, after)).toEqual([]);
	});
});

test('it tells what it was and what it is', () => {
	expect(movedEvidence({ eta: 10, v: 1 }, { eta: 30, v: 1.1 })).toEqual([
		{ field: 'eta', before: 10, after: 30 }
	]);
});
