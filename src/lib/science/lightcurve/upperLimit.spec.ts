import { expect, test } from 'vitest';
import { upperLimit } from './upperLimit.ts';

const asMeasured = { sigma: 3, forcedAreLimits: false, isLogarithmic: false };
const withLimits = { ...asMeasured, forcedAreLimits: true };
const logarithmic = { ...asMeasured, isLogarithmic: true };
const forced = (flux: number, localRms = 0.25) => ({ flux, localRms, forced: true });
const detected = (flux: number, localRms = 0.25) => ({ flux, localRms, forced: false });

test('a forced measurement below 3 times the local rms is a limit at 3 times the local rms', () => {
	expect(upperLimit(forced(0.74), withLimits)).toBe(0.75);
	expect(upperLimit(forced(0.75), withLimits)).toBeNull();
	expect(upperLimit(forced(-2), { ...withLimits, sigma: 5 })).toBe(1.25);
});

test('a detection stands as measured, and so does everything while limits are not asked for', () => {
	expect(upperLimit(detected(0.1), withLimits)).toBeNull();
	expect(upperLimit(forced(-1), asMeasured)).toBeNull();
});

test('on a logarithmic axis what is not positive is a limit, detected or forced', () => {
	expect(upperLimit(detected(-0.1), logarithmic)).toBe(0.75);
	expect(upperLimit(forced(0), logarithmic)).toBe(0.75);
	expect(upperLimit(forced(0.1), logarithmic)).toBeNull();
});

test('without a local rms there is no limit to give', () => {
	for (const rms of [NaN, 0, -1, Infinity]) {
		expect(upperLimit(forced(0.1, rms), withLimits)).toBeNull();
		expect(upperLimit(forced(-0.1, rms), logarithmic)).toBeNaN();
	}
});
