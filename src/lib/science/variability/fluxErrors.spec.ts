import { expect, test } from 'vitest';
import { fluxErrors } from './fluxErrors.ts';

test('the mean’s error is that of a mean; extremes have the errors of their epochs', () => {
	expect(fluxErrors([1, 5, NaN, 3], [0.3, 0.4, 9, 1.2])).toEqual({
		mean: expect.closeTo(1.3 / 3, 12) as number,
		max: 0.4,
		min: 0.3
	});
});

test('nothing measured has no errors', () => {
	expect(fluxErrors([NaN], [1])).toEqual({ mean: NaN, max: NaN, min: NaN });
});
