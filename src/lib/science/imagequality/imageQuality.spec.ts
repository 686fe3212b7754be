import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { fluxScales, type BandFluxes } from './fluxScales.ts';
import { deviationsOf, FEWEST_IMAGES } from './outliers.ts';

/** Sources in every image of a band whose scale in `off` is wrong by a factor; one in ten varies by itself. */
function survey(random: Random, { images, off }: { images: number; off: Map<number, number> }) {
	return Array.from({ length: 300 }, (): BandFluxes => {
		const mean = 5 * 10 ** random.uniform();
		const varies = random.uniform() < 0.1;
		const image = Array.from({ length: images }, (_, k) => k).filter(() => random.uniform() < 0.8);
		const error = image.map(() => 0.3);
		const flux = image.map(
			(k) =>
				(off.get(k) ?? 1) * mean * (varies ? 0.4 + 1.4 * random.uniform() : 1) +
				0.3 * random.normal()
		);
		return { image, flux, error };
	});
}

describe('the flux scale of an image', () => {
	test('is found where it is off, to 1 %, and others are not dragged along', () => {
		const random = new Random(5);
		for (const factor of [0.7, 0.95, 1.1, 1.5]) {
			const scales = fluxScales(survey(random, { images: 12, off: new Map([[4, factor]]) }));
			for (let image = 0; image < 12; image++) {
				const found = scales.get(image);
				expect(found?.factor, `image ${image} of factor ${factor}`).toBeCloseTo(
					image === 4 ? factor : 1,
					1.7
				);
				expect(Math.abs((found?.factor ?? NaN) / (image === 4 ? factor : 1) - 1)).toBeLessThan(
					0.01
				);
			}
		}
	});

	test('has an error that tells how well it is known', () => {
		const random = new Random(6);
		let within = 0;
		for (let trial = 0; trial < 40; trial++) {
			const scales = fluxScales(survey(random, { images: 10, off: new Map([[3, 1.2]]) }));
			const found = scales.get(3);
			if (found && Math.abs(found.factor - 1.2) < 2.5 * found.error) within++;
		}
		expect(within).toBeGreaterThan(36);
	});

	test('is not given where fewer than eight sources have it', () => {
		const few = survey(new Random(1), { images: 5, off: new Map() }).slice(0, 7);
		expect(fluxScales(few).size).toBe(0);
		expect(fluxScales([]).size).toBe(0);
	});
});

describe('an outlier', () => {
	test('is more than five robust σ from the median', () => {
		const values = [1, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1, 5];
		const { isOutlier, deviations } = deviationsOf(values, { least: 0.01 });
		expect(isOutlier).toEqual(values.map((value) => value === 5));
		expect(deviations[8]).toBeGreaterThan(5);
	});

	test('is not made of a difference that is not worth a word, nor among few images', () => {
		const equal = [...new Array<number>(9).fill(1), 1.01];
		expect(deviationsOf(equal, { least: 0.05 }).isOutlier).not.toContain(true);
		const few = [...new Array<number>(FEWEST_IMAGES - 2).fill(1), 50];
		expect(deviationsOf(few, { least: 0.05 }).isOutlier).not.toContain(true);
	});

	test('a value that was not measured is none, and hides none', () => {
		const values = [1, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1, 5, NaN];
		expect(deviationsOf(values, { least: 0.01 }).isOutlier).toEqual(
			values.map((value) => value === 5)
		);
	});

	test('in 2000 sets of normal values there is about none', () => {
		const random = new Random(9);
		let outliers = 0;
		for (let set = 0; set < 2000; set++) {
			const values = Array.from({ length: 30 }, () => 10 + random.normal());
			outliers += deviationsOf(values, { least: 0.01 }).isOutlier.filter(Boolean).length;
		}
		// The scatter itself is known to a seventh only.
		expect(outliers).toBeLessThan(60);
	});
});
