import { pix2ang_nest, pix2ang_ring } from '@hscmap/healpix';
import { describe, expect, test } from 'vitest';
import { galacticToIcrs } from '../sky/frame.ts';
import { Random } from '../stats/random.ts';
import { degradedHalpha, halphaAt } from './halpha.ts';

/** Brightness that changes slowly over the sky, Rayleigh; degrees. */
function sky(longitude: number, latitude: number): number {
	const [l, b] = [longitude, latitude].map((degrees) => (degrees * Math.PI) / 180);
	return 10 + 4 * Math.cos(l) * Math.cos(b) + 5 * Math.sin(b);
}

function drawn(nside: number, isNested: boolean): Float64Array {
	const place = isNested ? pix2ang_nest : pix2ang_ring;
	const degree = 180 / Math.PI;
	return Float64Array.from({ length: 12 * nside ** 2 }, (_, pixel) => {
		const { theta, phi } = place(nside, pixel);
		return sky(phi * degree, 90 - theta * degree);
	});
}

describe('a map of Hα', () => {
	test.each([
		[256, true],
		[256, false],
		[64, false],
		[32, true]
	])('of NSIDE %i, nested %s, gives back the sky', (nside, isNested) => {
		const values = drawn(nside, isNested);
		const rayleigh = degradedHalpha({ nside, isNested, cells: null, values });
		const random = new Random('halpha');
		for (let k = 0; k < 200; k += 1) {
			const l = random.between(0, 360);
			const b = random.between(-90, 90);
			const { ra, dec } = galacticToIcrs(l, b);
			expect(Math.abs(halphaAt({ frame: 'galactic', rayleigh }, ra, dec) - sky(l, b))).toBeLessThan(
				0.2
			);
			expect(Math.abs(halphaAt({ frame: 'icrs', rayleigh }, l, b) - sky(l, b))).toBeLessThan(0.2);
		}
	});

	test('the mean of the whole sky stays', () => {
		const values = drawn(128, false);
		const mean = (list: ArrayLike<number>) =>
			Array.from(list).reduce((sum, x) => sum + x, 0) / list.length;
		const rayleigh = degradedHalpha({ nside: 128, isNested: false, cells: null, values });
		expect(mean(rayleigh)).toBeCloseTo(mean(values), 4);
	});

	test('pixels that were not observed do not count, and where there are none there is nothing', () => {
		const values = drawn(128, true).fill(-1.6375e30);
		values.set([3, NaN, -2, 5], 0);
		const rayleigh = degradedHalpha({ nside: 128, isNested: true, cells: null, values });
		expect(rayleigh[0]).toBe(4);
		expect(rayleigh[1]).toBeNaN();
		const part = degradedHalpha({ nside: 128, isNested: true, cells: [8, 9], values: [1, 2] });
		expect(part[2]).toBe(1.5);
		expect(part[0]).toBeNaN();
	});
});
