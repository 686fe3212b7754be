import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { positionAngleDeg } from './positionAngle.ts';
import { mjdOfYear, moved, yearsBetween } from './properMotion.ts';
import { separationDeg } from './separation.ts';

test('Barnard’s star moves 10.39″ a year, nearly due north', () => {
	const start = { ra: 269.452, dec: 4.6933 };
	const motion = { pmRaMasPerYear: -802.8, pmDecMasPerYear: 10_362.5, years: 1 };
	const there = moved(start, motion);
	const apart = separationDeg(start.ra, start.dec, there.ra, there.dec) * 3600;
	expect(apart).toBeCloseTo(10.3936, 3);
	expect(positionAngleDeg(start.ra, start.dec, there.ra, there.dec)).toBeCloseTo(355.57, 1);
});

test('a motion over a pole comes down on the other side', () => {
	const there = moved(
		{ ra: 10, dec: 89.999 },
		{ pmRaMasPerYear: 0, pmDecMasPerYear: 7_200_000, years: 1 }
	);
	expect(there.ra).toBeCloseTo(190, 6);
	expect(there.dec).toBeCloseTo(88.001, 6);
});

test('there and back is where it was, anywhere', () => {
	const random = new Random(4);
	for (let i = 0; i < 300; i++) {
		const from = { ra: random.uniform() * 360, dec: random.uniform() * 178 - 89 };
		const to = { ra: random.uniform() * 360, dec: random.uniform() * 178 - 89 };
		const apart = separationDeg(from.ra, from.dec, to.ra, to.dec);
		const angle = (positionAngleDeg(from.ra, from.dec, to.ra, to.dec) * Math.PI) / 180;
		const mas = apart * 3600 * 1000;
		const arrived = moved(from, {
			pmRaMasPerYear: mas * Math.sin(angle),
			pmDecMasPerYear: mas * Math.cos(angle),
			years: 1
		});
		expect(separationDeg(arrived.ra, arrived.dec, to.ra, to.dec)).toBeLessThan(1e-9);
	}
});

test('years are Julian ones', () => {
	expect(mjdOfYear(2000)).toBe(51_544.5);
	expect(yearsBetween(mjdOfYear(2000), mjdOfYear(2016))).toBe(16);
});
