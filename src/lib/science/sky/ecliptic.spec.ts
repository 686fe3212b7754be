import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { eclipticMotionToIcrs, eclipticToIcrs } from './ecliptic.ts';
import { galacticToIcrs } from './frame.ts';
import { moved } from './properMotion.ts';
import { separationDeg } from './separation.ts';

describe('ecliptic coordinates', () => {
	test('Pollux is where Meeus has it (Astronomical Algorithms, example 13.a)', () => {
		const { ra, dec } = eclipticToIcrs(113.21563, 6.68417, 'IAU 1980');
		expect(ra).toBeCloseTo(116.328942, 5);
		expect(dec).toBeCloseTo(28.026183, 5);
	});

	test('are no galactic coordinates', () => {
		const ecliptic = eclipticToIcrs(100, 20);
		const galactic = galacticToIcrs(100, 20);
		expect(separationDeg(ecliptic.ra, ecliptic.dec, galactic.ra, galactic.dec)).toBeGreaterThan(30);
	});

	test('the pole of the ecliptic is at 18h, 90° less the obliquity', () => {
		const { ra, dec } = eclipticToIcrs(123, 90, 'IAU 1980');
		expect(ra).toBeCloseTo(270, 9);
		expect(dec).toBeCloseTo(90 - 84_381.448 / 3600, 10);
	});

	test('the obliquities of IAU 1980 and IAU 2006 are 0.042″ apart, so are positions at most', () => {
		const one = eclipticToIcrs(90, 0, 'IAU 1980');
		const two = eclipticToIcrs(90, 0, 'IAU 2006');
		expect(separationDeg(one.ra, one.dec, two.ra, two.dec) * 3600).toBeCloseTo(0.042, 6);
	});
});

test('a motion turned to RA and dec leads where the ecliptic one leads', () => {
	const random = new Random(20);
	for (let i = 0; i < 200; i++) {
		const at = { longitudeDeg: random.uniform() * 360, latitudeDeg: random.uniform() * 160 - 80 };
		const motion = {
			longitude: random.uniform() * 200 - 100,
			latitude: random.uniform() * 200 - 100
		};
		const asEcliptic = moved(
			{ ra: at.longitudeDeg, dec: at.latitudeDeg },
			{ pmRaMasPerYear: motion.longitude, pmDecMasPerYear: motion.latitude, years: 10 }
		);
		const start = eclipticToIcrs(at.longitudeDeg, at.latitudeDeg);
		const turned = eclipticMotionToIcrs(motion, at);
		const there = moved(start, {
			pmRaMasPerYear: turned.ra,
			pmDecMasPerYear: turned.dec,
			years: 10
		});
		const expected = eclipticToIcrs(asEcliptic.ra, asEcliptic.dec);
		expect(separationDeg(there.ra, there.dec, expected.ra, expected.dec) * 3600).toBeLessThan(1e-6);
	}
});
