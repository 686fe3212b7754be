import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { covarianceOf } from './beam.ts';
import { correlatedNoise } from './correlatedNoise.ts';

const NPIX = 256;

function correlation(noise: Float32Array, dx: number, dy: number): number {
	let product = 0;
	let square = 0;
	for (let y = 10; y < NPIX - 10; y += 1) {
		for (let x = 10; x < NPIX - 10; x += 1) {
			const here = noise[y * NPIX + x];
			product += here * noise[(y + dy) * NPIX + x + dx];
			square += here * here;
		}
	}
	return product / square;
}

describe('correlated noise', () => {
	const beam = covarianceOf({ majorArcsec: 18, minorArcsec: 12, paDeg: 30 }, 3);
	const noise = correlatedNoise(NPIX, beam, new Random('noise'));

	test('has zero mean and unit variance', () => {
		const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
		const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
		// About 2 600 independent beams: standard errors 0.02 and 0.028.
		expect(Math.abs(mean)).toBeLessThan(0.08);
		expect(Math.abs(variance - 1)).toBeLessThan(0.11);
	});

	test('is correlated as the beam, tilt included', () => {
		const determinant = beam.xx * beam.yy - beam.xy * beam.xy;
		for (const [dx, dy] of [
			[2, 0],
			[0, 2],
			[2, 3],
			[-2, 3],
			[4, 1]
		]) {
			const quadratic = beam.yy * dx * dx - 2 * beam.xy * dx * dy + beam.xx * dy * dy;
			const expected = Math.exp(-0.5 * (quadratic / determinant));
			expect(Math.abs(correlation(noise, dx, dy) - expected)).toBeLessThan(0.08);
		}
	});

	test('is decided by the seed', () => {
		expect(correlatedNoise(16, beam, new Random(1))).toEqual(
			correlatedNoise(16, beam, new Random(1))
		);
		expect(correlatedNoise(16, beam, new Random(1))).not.toEqual(
			correlatedNoise(16, beam, new Random(2))
		);
	});
});
