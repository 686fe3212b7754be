import { describe, expect, test } from 'vitest';
import { fieldOf, measure } from './field.fixture.ts';

describe('sources near each other', () => {
	const pair = [
		{ x: 45.3, y: 50.2, flux: 1 },
		{ x: 49.1, y: 52.7, flux: 0.2 }
	];

	test('are told apart when measured together, not when each is measured alone', () => {
		const together = measure(fieldOf(pair), pair);
		expect(together.flux[0]).toBeCloseTo(1, 6);
		expect(together.flux[1]).toBeCloseTo(0.2, 6);
		expect([...together.cluster]).toEqual([1, 1]);
		const alone = measure(fieldOf(pair), pair, { clusterThreshold: 0 });
		expect(alone.flux[1]).toBeGreaterThan(0.3);
		expect([...alone.cluster]).toEqual([0, 0]);
	});

	test('their error is the noise at the central pixel, and χ² is that of the common stamp', () => {
		const field = fieldOf(pair);
		field.noise[50 * field.size + 45] = 0.003;
		field.image[60 * field.size + 40] += 0.005;
		const { fluxErr, chiSquared, degreesOfFreedom } = measure(field, pair);
		expect([...fluxErr]).toEqual([Math.fround(0.003), Math.fround(0.001)]);
		expect(chiSquared[0]).toBe(chiSquared[1]);
		expect(chiSquared[0]).toBeCloseTo(25, 0);
		// Columns 36 to 58, rows 41 to 62, two fluxes.
		expect([...degreesOfFreedom]).toEqual([23 * 22 - 2, 23 * 22 - 2]);
	});

	test('one blank pixel in the common stamp forbids all, unless blanks are allowed', () => {
		const field = fieldOf(pair);
		field.noise[61 * field.size + 37] = 0;
		expect([...measure(field, pair).flux]).toEqual([NaN, NaN]);
		expect(measure(field, pair, { allowNan: true }).flux[1]).toBeCloseTo(0.2, 6);
	});

	test('a blank central pixel leaves no error', () => {
		const field = fieldOf(pair);
		field.noise[50 * field.size + 45] = 0;
		const { flux, fluxErr } = measure(field, pair, { allowNan: true });
		expect(flux[0]).toBeCloseTo(1, 6);
		expect(fluxErr[0]).toBeNaN();
		expect(fluxErr[1]).toBeGreaterThan(0);
	});

	test('at the very same place share their flux', () => {
		const twins = [pair[0], pair[0], pair[1]];
		const { flux, cluster } = measure(fieldOf(pair), twins);
		expect(flux[0]).toBeCloseTo(0.5, 6);
		expect(flux[1]).toBe(flux[0]);
		expect(flux[2]).toBeCloseTo(0.2, 6);
		expect([...cluster]).toEqual([1, 1, 1]);
	});

	test('almost at the same place keep the sum of their fluxes', () => {
		const twins = [pair[0], { ...pair[0], x: pair[0].x + 1e-9 }];
		const { flux } = measure(fieldOf([pair[0]]), twins);
		expect(flux[0] + flux[1]).toBeCloseTo(1, 6);
		expect(flux[0]).toBeCloseTo(0.5, 3);
	});

	test('along a chain the cluster begun later counts', () => {
		// Nearer than 18 pixels: 0–1, 1–2, 2–3. 0 begins with 1; 1 joins it with 2; 2 knows no beginner and begins with 1 and 3.
		const chain = [20, 35, 51, 67].map((x) => ({ x, y: 50 }));
		expect([...measure(fieldOf(chain), chain).cluster]).toEqual([1, 2, 2, 2]);
	});

	test('a later cluster that cannot be measured leaves nothing of an earlier one', () => {
		const chain = [20, 35, 51, 67].map((x) => ({ x, y: 50 }));
		const field = fieldOf(chain);
		field.noise[50 * field.size + 72] = NaN;
		const { flux } = measure(field, chain);
		expect(flux[0]).toBeCloseTo(1, 5);
		expect([...flux.subarray(1)]).toEqual([NaN, NaN, NaN]);
	});
});
