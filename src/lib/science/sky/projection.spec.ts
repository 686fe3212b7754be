import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { DEG } from './angles.ts';
import { AITOFF_HALF_HEIGHT, AITOFF_HALF_WIDTH, aitoff, zenithal } from './projection.ts';
import { separationDeg } from './separation.ts';

const stream = new Random(5);
const random = () => stream.uniform();
/** Evenly over the sphere. */
const somewhere = () => ({
	ra: random() * 360,
	dec: Math.asin(random() * 2 - 1) / DEG
});

describe.each([
	['the whole sky', () => aitoff(random() * 360)],
	['half of the sky', () => zenithal(random() * 360, random() * 180 - 90)]
])('a map of %s', (_, make) => {
	test('is read back', () => {
		let shown = 0;
		for (let n = 0; n < 2000; n++) {
			const map = make();
			const { ra, dec } = somewhere();
			const at = map.toMap(ra, dec);
			if (!at) continue;
			shown += 1;
			const back = map.toSky(at.x, at.y);
			// The edge of the ellipse is one meridian twice.
			if (!back)
				expect(Math.hypot(at.x / AITOFF_HALF_WIDTH, at.y / AITOFF_HALF_HEIGHT)).toBeCloseTo(1);
			else expect(separationDeg(ra, dec, back.ra, back.dec)).toBeLessThan(1e-5);
		}
		expect(shown).toBeGreaterThan(800);
	});

	test('keeps areas: a small square covers as much of the map as of the sky', () => {
		for (let n = 0; n < 300; n++) {
			const map = make();
			const { ra, dec } = somewhere();
			const step = 1e-4;
			const [a, east, north] = [
				map.toMap(ra, dec),
				map.toMap(ra + step, dec),
				map.toMap(ra, dec + step)
			];
			if (!a || !east || !north || Math.abs(dec) > 89 || Math.abs(east.x - a.x) > 1) continue;
			const area = Math.abs((east.x - a.x) * (north.y - a.y) - (east.y - a.y) * (north.x - a.x));
			expect(area / step ** 2 / Math.cos(dec * DEG)).toBeCloseTo(1, 2);
		}
	});

	test('has east on the left and north up', () => {
		const map = make();
		const centre = map.toSky(0, 0);
		expect(centre).not.toBeNull();
		const left = map.toSky(-1, 0);
		const up = map.toSky(0, 1);
		if (!centre || !left || !up) return;
		expect(Math.sin((left.ra - centre.ra) * DEG)).toBeGreaterThan(0);
		expect(up.dec).toBeGreaterThan(centre.dec - 1);
	});
});

describe('the whole sky', () => {
	// From the definition: γ = √(2 / (1 + cos θ cos(φ/2))); x = 2γ cos θ sin(φ/2); y = γ sin θ.
	test.each([
		[0, 0, 0, 0],
		[180, 0, 162.0569, 0],
		[0, 90, 0, 81.0285],
		[0, -90, 0, -81.0285],
		[90, 0, -2 * 57.29578 * Math.sqrt(2 / (1 + Math.SQRT1_2)) * Math.SQRT1_2, 0]
	])('puts RA %f° Dec %f° at (%f, %f)', (ra, dec, x, y) => {
		const at = aitoff(0).toMap(ra, dec);
		expect(at?.x).toBeCloseTo(x, 3);
		expect(at?.y).toBeCloseTo(y, 3);
	});

	test('ends at its ellipse', () => {
		expect(aitoff(0).toSky(AITOFF_HALF_WIDTH + 0.1, 0)).toBeNull();
		expect(aitoff(0).toSky(0, AITOFF_HALF_HEIGHT + 0.1)).toBeNull();
	});
});

describe('half of the sky', () => {
	test('puts what is r from the centre at 2 sin(r/2), and nothing behind', () => {
		const map = zenithal(200, -40);
		for (let n = 0; n < 200; n++) {
			const { ra, dec } = somewhere();
			const away = separationDeg(200, -40, ra, dec);
			const at = map.toMap(ra, dec);
			if (away > 90.000001) expect(at).toBeNull();
			else if (away < 89.999999)
				expect(Math.hypot(at?.x ?? NaN, at?.y ?? NaN)).toBeCloseTo(
					(2 * Math.sin((away * DEG) / 2)) / DEG,
					6
				);
		}
	});
});
