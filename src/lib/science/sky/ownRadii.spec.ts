import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { pointsInCircles } from './ownRadii.ts';
import { separationDeg } from './separation.ts';

test.each([
	['in mid-sky', 150, -31, -29],
	['across RA 0', 359, -1, 1],
	['at the pole', 0, 88.5, 90]
])('%s, every circle finds what a search over everything finds', (name, ra0, dec0, dec1) => {
	const random = new Random(name);
	const width = dec1 > 85 ? 360 : 2;
	const sky = (count: number) => ({
		ra: Float64Array.from({ length: count }, () => (ra0 + width * random.uniform()) % 360),
		dec: Float64Array.from({ length: count }, () => random.between(dec0, dec1))
	});
	const points = sky(600);
	const circles = {
		...sky(300),
		radiusDeg: Float64Array.from({ length: 300 }, () => random.between(1, 1800) / 3600)
	};
	const found = pointsInCircles(circles, points);
	let pairs = 0;
	for (let circle = 0; circle < 300; circle++) {
		const distance = (point: number) =>
			separationDeg(circles.ra[circle], circles.dec[circle], points.ra[point], points.dec[point]);
		const expected = [...points.ra.keys()]
			.filter((point) => distance(point) <= circles.radiusDeg[circle])
			.sort((a, b) => distance(a) - distance(b));
		expect(found.get(circle) ?? []).toEqual(expected);
		pairs += expected.length;
	}
	expect(pairs).toBeGreaterThan(20);
});

test('a point exactly on the circle is inside', () => {
	const circles = {
		ra: Float64Array.of(0),
		dec: Float64Array.of(0),
		radiusDeg: Float64Array.of(0.5)
	};
	expect(pointsInCircles(circles, { ra: Float64Array.of(0), dec: Float64Array.of(0.5) })).toEqual(
		new Map([[0, [0]]])
	);
});
