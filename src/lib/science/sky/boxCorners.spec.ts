import { expect, test } from 'vitest';
import { boxCorners } from './boxCorners.ts';
import { separationDeg } from './separation.ts';

test('a small box at the equator is as wide and high as asked', () => {
	const [southWest, northWest, northEast] = boxCorners(10, 0, { widthDeg: 0.2, heightDeg: 0.1 });
	expect(southWest.ra).toBeCloseTo(9.9, 5);
	expect(southWest.dec).toBeCloseTo(-0.05, 6);
	expect(northWest.dec).toBeCloseTo(0.05, 6);
	expect(northEast.ra).toBeCloseTo(10.1, 5);
});

test.each([
	[0.01, -33],
	[359.99, 60],
	[200, 89.99],
	[12, -90]
])('at %s, %s all corners are as far from the centre', (ra, dec) => {
	const corners = boxCorners(ra, dec, { widthDeg: 1, heightDeg: 1 });
	const farDeg = (Math.atan(Math.SQRT1_2 * (Math.PI / 180)) * 180) / Math.PI;
	for (const corner of corners) {
		expect(separationDeg(ra, dec, corner.ra, corner.dec)).toBeCloseTo(farDeg, 9);
		expect(corner.ra).toBeGreaterThanOrEqual(0);
		expect(corner.ra).toBeLessThan(360);
	}
});
