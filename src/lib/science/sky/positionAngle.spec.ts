import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { positionAngleDeg } from './positionAngle.ts';

describe('the position angle', () => {
	test.each([
		['north', 10, 0, 10, 1, 0],
		['east', 10, 0, 11, 0, 90],
		['south', 10, 0, 10, -1, 180],
		['west', 10, 0, 9, 0, 270],
		['east across RA 0', 359.9, 0, 0.1, 0, 90],
		['from the south pole along the meridian of the other', 0, -90, 40, -80, 40]
	])('%s', (_, ra1, dec1, ra2, dec2, expected) => {
		expect(positionAngleDeg(ra1, dec1, ra2, dec2)).toBeCloseTo(expected, 9);
	});

	test('there and back differ by half a turn over short distances', () => {
		const random = new Random(7);
		for (let i = 0; i < 200; i++) {
			const [ra, dec] = [random.uniform() * 360, random.uniform() * 120 - 60];
			const [ra2, dec2] = [ra + 0.001 * (random.uniform() - 0.5), dec + 0.001 * random.uniform()];
			const there = positionAngleDeg(ra, dec, ra2, dec2);
			const back = positionAngleDeg(ra2, dec2, ra, dec);
			expect(Math.cos(((there - back) * Math.PI) / 180)).toBeCloseTo(-1, 6);
		}
	});
});
