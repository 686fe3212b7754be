import { expect, test } from 'vitest';
import { roundHalfEven } from './roundHalfEven.ts';

test.each([
	[0.5, 0],
	[1.5, 2],
	[2.5, 2],
	[-0.5, 0],
	[-1.5, -2],
	[-2.5, -2],
	[13.2, 13],
	[13.7, 14],
	[-0.7, -1],
	[Infinity, Infinity],
	[NaN, NaN]
])('%d is rounded to %d, halves to the even neighbour', (value, expected) => {
	// −0 is as good as 0.
	expect(roundHalfEven(value) + 0).toBe(expected);
});
