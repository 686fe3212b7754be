import { expect, test } from 'vitest';
import { fromGeoJsonPoint, toGeoJsonPoint, unitVector } from './position.ts';

test.each([
	[0, 0],
	[179.5, 179.5],
	[180, -180],
	[270, -90],
	[360, 0],
	[360.05, 0.05],
	[-10, -10]
])('RA %d becomes longitude %d', (ra, longitude) => {
	const [found, dec] = toGeoJsonPoint(ra, -45).coordinates;
	expect(found).toBeCloseTo(longitude, 10);
	expect(dec).toBe(-45);
});

test('a position comes back from its point', () => {
	expect(fromGeoJsonPoint(toGeoJsonPoint(270.25, 12))).toEqual({ ra: 270.25, dec: 12 });
});

test('unit vectors point at the first point of Aries and at the pole', () => {
	expect(unitVector(0, 0)).toEqual([1, 0, 0]);
	expect(unitVector(77, 90)[2]).toBe(1);
});
