import { expect, test } from 'vitest';
import { lnNormalCdf, normalCdf } from './normal.ts';

/** Abramowitz & Stegun, table 26.1, and the series in the far tail to as many digits. */
const TABLE = [
	[0, 0.5],
	[1, 0.8413447461],
	[2, 0.977249868],
	[-1, 0.1586552539],
	[-3, 0.001349898032]
];

test.each(TABLE)('Φ(%d)', (x, probability) => {
	expect(Math.abs(normalCdf(x) / probability - 1)).toBeLessThan(2e-7);
});

test('its logarithm is finite and rises everywhere, across the seam too', () => {
	expect(lnNormalCdf(-10)).toBeCloseTo(-53.2312852, 4);
	expect(lnNormalCdf(-6 - 1e-9)).toBeCloseTo(lnNormalCdf(-6 + 1e-9), 3);
	let before = -Infinity;
	for (let x = -40; x < 6; x += 0.25) {
		const ln = lnNormalCdf(x);
		expect(ln).toBeGreaterThan(before);
		before = ln;
	}
});
