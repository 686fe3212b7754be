import { expect, test } from 'vitest';
import { separationDeg } from '../sky/separation.ts';
import { Random } from '../stats/random.ts';
import { nearestNeighbourDeg } from './neighbours.ts';

/** By comparing every pair. */
function bruteForce(ra: Float64Array, dec: Float64Array): Float64Array {
	return ra.map((_, i) => {
		let least = Infinity;
		for (let j = 0; j < ra.length; j++) {
			if (j !== i) least = Math.min(least, separationDeg(ra[i], dec[i], ra[j], dec[j]));
		}
		return least;
	});
}

test.each([
	['a field of 1°', 150, -30, 1],
	['a field across RA 0', 0, -30, 1],
	['a field about the south pole', 0, -89.9, 0.2],
	['the whole sky', 180, 0, 180]
])('finds the nearest other source over %s', (_, ra0, dec0, size) => {
	const random = new Random(ra0 + size);
	const around = (centre: number, width: number) =>
		Float64Array.from({ length: 300 }, () => centre + width * (random.uniform() - 0.5));
	const ra = around(ra0, dec0 < -80 ? 360 : size * 2).map((value) => (value + 360) % 360);
	const dec = around(dec0, size === 180 ? 178 : size);
	const found = nearestNeighbourDeg(ra, dec);
	bruteForce(ra, dec).forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 12));
});

test('two sources at one place are at distance 0', () => {
	const found = nearestNeighbourDeg(Float64Array.of(10, 10, 20), Float64Array.of(5, 5, 5));
	expect([found[0], found[1]]).toEqual([0, 0]);
});

test('a source alone has no neighbour', () => {
	expect([...nearestNeighbourDeg(Float64Array.of(10), Float64Array.of(5))]).toEqual([NaN]);
});

test('a source without a position neither has nor is a neighbour', () => {
	const found = nearestNeighbourDeg(Float64Array.of(NaN, 10, 10), Float64Array.of(5, 5, 6));
	expect(found[0]).toBeNaN();
	expect(found[1]).toBeCloseTo(1, 12);
});
