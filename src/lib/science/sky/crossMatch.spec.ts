import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { nearestWithin, pairsWithin } from './crossMatch.ts';
import { separationDeg } from './separation.ts';
import type { SkyPositions } from './zoneIndex.ts';

const RADIUS = 0.02;

/** Positions inside a box of RA and Dec, wrapping RA. */
function scattered(seed: string, count: number, [ra0, dec0, dec1]: [number, number, number]) {
	const random = new Random(seed);
	const width = dec1 > 85 || dec0 < -85 ? 360 : 2;
	return {
		ra: Float64Array.from({ length: count }, () => (ra0 + width * random.uniform() + 360) % 360),
		dec: Float64Array.from({ length: count }, () => random.between(dec0, dec1))
	};
}

function bruteForcePairs(catalogue: SkyPositions, points: SkyPositions, radius: number): string[] {
	const pairs: string[] = [];
	for (let i = 0; i < catalogue.ra.length; i++) {
		for (let k = 0; k < points.ra.length; k++) {
			const separation = separationDeg(
				catalogue.ra[i],
				catalogue.dec[i],
				points.ra[k],
				points.dec[k]
			);
			if (separation <= radius) pairs.push(`${i}-${k}`);
		}
	}
	return pairs;
}

const FIELDS: [string, [number, number, number], number][] = [
	['in mid-sky', [150, -31, -29], RADIUS],
	['across RA 0', [359, -1, 1], RADIUS],
	['at the north pole', [0, 89.5, 90], RADIUS],
	['at the south pole', [0, -90, -89.5], RADIUS],
	['with a radius of degrees', [359, 88, 89.9], 3],
	['over the whole sky', [0, -90, 90], 25]
];

describe.each(FIELDS)('cross-match %s', (name, field, radius) => {
	const catalogue = scattered(`${name} a`, 500, field);
	const points = scattered(`${name} b`, 400, field);

	test('finds every pair once, by catalogue row and then by point', () => {
		const found = pairsWithin(catalogue, points, radius);
		const names = Array.from(found.catalogue, (row, i) => `${row}-${found.point[i]}`);
		expect(names).toEqual(bruteForcePairs(catalogue, points, radius));
		expect(names.length).toBeGreaterThan(5);
	});

	test('finds the nearest as a search over everything does', () => {
		const nearest = nearestWithin(catalogue, points, radius);
		for (let k = 0; k < points.ra.length; k++) {
			const distances = Array.from(catalogue.ra, (ra, i) =>
				separationDeg(ra, catalogue.dec[i], points.ra[k], points.dec[k])
			);
			const least = Math.min(...distances);
			const expected = least <= radius ? distances.indexOf(least) : -1;
			expect(nearest.index[k]).toBe(expected);
			expect(nearest.separationDeg[k]).toEqual(expected < 0 ? NaN : least);
		}
	});
});

function positions(...pairs: [number, number][]): SkyPositions {
	return {
		ra: Float64Array.from(pairs, ([ra]) => ra),
		dec: Float64Array.from(pairs, ([, dec]) => dec)
	};
}

describe('a match', () => {
	test('of two equally near rows goes to the lower one', () => {
		const { index } = nearestWithin(positions([10, 1], [10, -1], [10, 1]), positions([10, 0]), 2);
		expect([...index]).toEqual([0]);
	});

	test('counts at exactly the radius', () => {
		expect([...nearestWithin(positions([0, 0]), positions([0, 0.5]), 0.5).index]).toEqual([0]);
		expect([...nearestWithin(positions([0, 0]), positions([0, 0]), 0).index]).toEqual([0]);
	});

	test('treats RA 360.05 as 0.05', () => {
		const { index } = nearestWithin(positions([360.05, 5]), positions([0.05, 5]), 1e-6);
		expect([...index]).toEqual([0]);
	});

	test('is never made with a position that is NaN', () => {
		const { index } = nearestWithin(
			positions([NaN, 0], [1, NaN]),
			positions([1, 0], [NaN, NaN]),
			180
		);
		expect([...index]).toEqual([-1, -1]);
	});

	test('is not made with an empty catalogue', () => {
		expect([...nearestWithin(positions(), positions([1, 1]), 1).index]).toEqual([-1]);
	});
});
