import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { eta } from './eta.ts';
import { jackknifeErrors } from './jackknife.ts';
import { modulation } from './modulation.ts';

/** The definition, epoch by epoch. */
function byDefinition(
	flux: number[],
	error: number[],
	metric: (f: number[], e: number[]) => number
) {
	const without = (values: number[], i: number) => values.filter((_, at) => at !== i);
	const each = flux.map((_, i) => metric(without(flux, i), without(error, i)));
	const mean = each.reduce((total, value) => total + value, 0) / each.length;
	const squares = each.reduce((total, value) => total + (value - mean) ** 2, 0);
	return Math.sqrt(((each.length - 1) / each.length) * squares);
}

describe('what single epochs decide of η and V', () => {
	test('is what leaving each out in turn gives, for 100 random light curves', () => {
		const random = new Random(5);
		for (let i = 0; i < 100; i++) {
			const n = 3 + random.integer(40);
			const flux = Array.from({ length: n }, () => 50 + 10 * random.normal());
			const error = Array.from({ length: n }, () => 0.1 + random.uniform());
			const found = jackknifeErrors(flux, error);
			expect(found.eta / byDefinition(flux, error, eta)).toBeCloseTo(1, 7);
			expect(found.v / byDefinition(flux, error, modulation)).toBeCloseTo(1, 7);
		}
	});

	test('one flare among steady epochs decides nearly everything', () => {
		const flux = [10, 10.1, 9.9, 10, 10.1, 9.9, 40];
		const error = flux.map(() => 0.1);
		const found = jackknifeErrors(flux, error);
		expect(found.eta).toBeGreaterThan(0.5 * eta(flux, error));
	});

	test('epochs that were not measured do not count; two are too few', () => {
		const flux = [1, 2, 4, NaN, 3];
		const error = [0.1, 0.1, 0.1, 0.1, 0.1];
		const measured = jackknifeErrors([1, 2, 4, 3], [0.1, 0.1, 0.1, 0.1]);
		expect(jackknifeErrors(flux, error)).toEqual(measured);
		expect(jackknifeErrors([1, 2], [0.1, 0.1])).toEqual({ eta: NaN, v: NaN });
		expect(jackknifeErrors([], [])).toEqual({ eta: NaN, v: NaN });
	});
});
