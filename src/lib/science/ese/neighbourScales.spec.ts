import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { neighbourScales, overUsual, sharesImages } from './neighbourScales.ts';

const IMAGES = Array.from({ length: 30 }, (_, k) => k + 1);
/** Image 7 is 20 % too bright, 8 is 15 % too faint. */
const WRONG = new Map([
	[7, 1.2],
	[8, 0.85]
]);

function steady(random: Random, { flux = 5, error = 0.01, images = IMAGES } = {}) {
	return {
		imageId: images,
		frequencyMhz: images.map(() => 887.5),
		flux: images.map((id) => flux * (WRONG.get(id) ?? 1) * (1 + error * random.normal()))
	};
}

describe('what neighbours have in common', () => {
	test('is by how much each image is off, however bright the neighbours are', () => {
		const random = new Random('common');
		const neighbours = IMAGES.slice(0, 12).map((k) => steady(random, { flux: 0.5 * k ** 2 }));
		const scales = neighbourScales(neighbours);
		for (const id of IMAGES) {
			const scale = scales.get(id);
			expect(Math.abs((scale?.factor ?? NaN) - (WRONG.get(id) ?? 1))).toBeLessThan(0.02);
		}
	});

	test('is not moved by one that varies by itself', () => {
		const random = new Random('one varies');
		const neighbours = IMAGES.slice(0, 11).map(() => steady(random));
		const flaring = steady(random);
		flaring.flux[19] *= 10;
		const scale = neighbourScales([...neighbours, flaring]).get(20);
		expect(Math.abs((scale?.factor ?? NaN) - 1)).toBeLessThan(0.02);
	});

	test('is not told by fewer than eight, nor in images that only few are in', () => {
		const random = new Random('few');
		expect(neighbourScales(IMAGES.slice(0, 7).map(() => steady(random))).size).toBe(0);
		const many = IMAGES.slice(0, 7).map(() => steady(random));
		const elsewhere = IMAGES.slice(0, 7).map(() => steady(random, { images: [1, 2, 3] }));
		expect([...neighbourScales([...many, ...elsewhere]).keys()]).toEqual([1, 2, 3]);
	});

	test('leaves out what was not measured and sources without a usual flux', () => {
		expect(overUsual({ frequencyMhz: [1, 1, 1, 2], flux: [2, NaN, 4, -1] })).toEqual(
			Float64Array.from([2 / 3, NaN, 4 / 3, NaN])
		);
		expect(
			neighbourScales(
				Array.from({ length: 9 }, () => ({
					imageId: [1],
					frequencyMhz: [887.5],
					flux: [NaN]
				}))
			).size
		).toBe(0);
	});
});

test('neighbours share at least half of the images', () => {
	const curve = { imageId: [1, 1, 2, 9], frequencyMhz: [1, 1, 1, 1], flux: [1, 1, 1, 1] };
	expect(sharesImages(curve, new Set([1, 2, 3, 4]))).toBe(true);
	expect(sharesImages(curve, new Set([1, 3, 4, 5]))).toBe(false);
});
