import { expect, test } from 'vitest';
import { gaussianFit } from './gaussianFit.ts';
import { SIGMA_PER_MAD, mad } from './mad.ts';
import { median } from './median.ts';
import { Random } from './random.ts';
import { sigmaClip } from './sigmaClip.ts';

test('a clipped sample gives back the Gaussian under its outliers', () => {
	const random = new Random('clip');
	const sample = Array.from({ length: 4000 }, () => 5 + 2 * random.normal());
	const { mean, sigma } = gaussianFit(
		sigmaClip([...sample, ...new Array<number>(200).fill(60), NaN, Infinity])
	);
	// 3σ clipping narrows a Gaussian by 1.4 %; the sampling error of σ is 1.1 %.
	expect(mean).toBeCloseTo(5, 0);
	expect(sigma / 2).toBeGreaterThan(0.94);
	expect(sigma / 2).toBeLessThan(1.02);
});

test('clipping stops where nothing is outside', () => {
	expect([...sigmaClip([1, 2, 3, 4])]).toEqual([1, 2, 3, 4]);
	expect(sigmaClip([]).length).toBe(0);
});

test('the iterations can be limited', () => {
	const values = [0, 1, 2, 3, 4, 30, 1000];
	const once = sigmaClip(values, { maxIterations: 1 });
	expect(once).not.toContain(1000);
	expect(sigmaClip(values, { maxIterations: 0 })).toContain(1000);
});

test('the fit of a Gaussian divides by N', () => {
	expect(gaussianFit([1, 3])).toEqual({ mean: 2, sigma: 1 });
});

test('one MAD of a normal distribution is 0.6745 σ', () => {
	expect(1 / SIGMA_PER_MAD).toBeCloseTo(0.6744897501960817, 12);
});

test('300 random lists: what is kept is what clipping by the definition keeps', () => {
	const random = new Random(31);
	for (let i = 0; i < 300; i++) {
		const wild = random.uniform() < 0.5 ? 0.2 : 0;
		const values = Array.from({ length: random.integer(60) }, () => {
			if (random.uniform() < wild) return random.normal() * 100;
			// Ties are where medians go wrong.
			return random.uniform() < 0.3 ? random.integer(3) : random.normal();
		});
		let kept = values;
		for (let round = 0; round < 5; round++) {
			const centre = median(kept);
			const limit = 3 * SIGMA_PER_MAD * mad(kept);
			kept = kept.filter((value) => Math.abs(value - centre) <= limit);
		}
		expect([...sigmaClip(values)]).toEqual(kept.sort((a, b) => a - b));
	}
});
