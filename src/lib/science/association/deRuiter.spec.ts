import { expect, test } from 'vitest';
import { separationDeg } from '../sky/separation.ts';
import { Random } from '../stats/random.ts';
import { deRuiterRadius } from './deRuiter.ts';

const ARCSEC = 1 / 3600;
const at = (ra: number, dec: number, sigma = ARCSEC) => ({
	ra,
	dec,
	uncertaintyEw: sigma,
	uncertaintyNs: sigma
});

test('5″ to the north with 3″ and 4″ of uncertainty are a radius of 1', () => {
	expect(deRuiterRadius(at(10, 20, 3 * ARCSEC), at(10, 20 + 5 * ARCSEC, 4 * ARCSEC))).toBeCloseTo(
		1,
		9
	);
});

test('east and north count with their own uncertainties', () => {
	const a = { ra: 100, dec: 0, uncertaintyEw: 0, uncertaintyNs: 0 };
	const b = {
		ra: 100 + 6 * ARCSEC,
		dec: 8 * ARCSEC,
		uncertaintyEw: 2 * ARCSEC,
		uncertaintyNs: ARCSEC
	};
	expect(deRuiterRadius(a, b)).toBeCloseTo(Math.hypot(3, 8), 8);
});

test('positions on either side of RA 0 are near each other', () => {
	const across = deRuiterRadius(at(359.9999, 40), at(0.0001, 40));
	expect(across).toBeCloseTo(deRuiterRadius(at(180, 40), at(180.0002, 40)), 6);
});

test('positions on either side of exactly 90° or 270° are far from each other, as in the reference', () => {
	expect(deRuiterRadius(at(89.9999, 0), at(90.0001, 0))).toBeGreaterThan(1e5);
	expect(deRuiterRadius(at(269.9999, 0), at(270.0001, 0))).toBeGreaterThan(1e5);
});

test('an unknown uncertainty or position has no radius', () => {
	expect(deRuiterRadius(at(10, 0, NaN), at(10, 0))).toBeNaN();
	expect(deRuiterRadius(at(10, NaN), at(10, 0))).toBeNaN();
});

test('with equal uncertainties it is the separation over √2 σ, from both sides', () => {
	const random = new Random('deruiter');
	for (let k = 0; k < 200; k++) {
		const a = at(random.between(91, 269), random.between(-70, 70));
		const b = at(a.ra + 0.002 * random.normal(), a.dec + 0.002 * random.normal());
		const separation = separationDeg(a.ra, a.dec, b.ra, b.dec);
		expect(deRuiterRadius(a, b)).toBeCloseTo(separation / (Math.SQRT2 * ARCSEC), 3);
		expect(deRuiterRadius(b, a)).toBe(deRuiterRadius(a, b));
	}
});
