import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { chromaticTest } from './chromatic.ts';
import { type LightCurve, relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { strengthAt } from './lens.ts';
import { lensCurve } from './lensCurve.ts';
import { describeLens } from './lensFit.ts';

interface Event {
	alpha: number;
	sigmaS: number;
	fraction: number;
	tauDays: number;
	t0Mjd: number;
	/** α ∝ λ^this */
	chromatic: number;
}

const EVENT: Event = {
	...{ alpha: 7, sigmaS: 0.4, fraction: 0.5, tauDays: 18, t0Mjd: 60_190, chromatic: 2 }
};

/** A year of epochs of 1 % in each band, unless told otherwise. */
function observe(event: Event, seed: string, { bands = [887.5], error = 0.01, n = 120 } = {}) {
	const random = new Random(seed);
	const curve = {
		mjd: [] as number[],
		frequencyMhz: [] as number[],
		fluxMjy: [] as number[],
		fluxErrMjy: [] as number[]
	} satisfies LightCurve;
	for (const mhz of bands) {
		const alpha = event.chromatic === 2 ? strengthAt(mhz, event.alpha, bands[0]) : event.alpha;
		const magnification = lensCurve(alpha, event.sigmaS);
		for (let k = 0; k < n; k += 1) {
			const mjd = 60_000 + (365 * (k + random.uniform())) / n;
			const flux = 1 + event.fraction * (magnification((mjd - event.t0Mjd) / event.tauDays) - 1);
			curve.mjd.push(mjd);
			curve.frequencyMhz.push(mhz);
			curve.fluxMjy.push(20 * (flux + error * random.normal()));
			curve.fluxErrMjy.push(20 * error);
		}
	}
	return explain(relativeEpochs(usableBands(curve)));
}

function fitted(explained: ReturnType<typeof explain>) {
	if (!explained.lensMatch) throw new Error('no lens was found');
	return describeLens(explained.white, explained.lensMatch);
}

describe('the fit of a lens', () => {
	test('gives back an event off its grid', () => {
		const fit = fitted(observe(EVENT, 'fit'));
		expect(Math.abs(fit.t0Mjd.value - EVENT.t0Mjd)).toBeLessThan(1);
		expect(Math.abs(fit.tauDays / EVENT.tauDays - 1)).toBeLessThan(0.1);
		expect(Math.abs(fit.compactFraction.value - EVENT.fraction)).toBeLessThan(0.05);
		expect(Math.abs(Math.log(fit.alpha / EVENT.alpha))).toBeLessThan(0.3);
		expect(fit.egress).toBeCloseTo(1, 1);
	});

	test('its errors are those of repeated observation', () => {
		const fits = Array.from({ length: 24 }, (_, k) =>
			fitted(observe(EVENT, `repeat ${k}`, { error: 0.03 }))
		);
		const pulls = fits.map((fit) => (fit.t0Mjd.value - EVENT.t0Mjd) / fit.t0Mjd.error);
		const spread = Math.sqrt(pulls.reduce((sum, pull) => sum + pull * pull, 0) / pulls.length);
		// 24 draws fix a standard deviation to 15 %; the rest is the minimum found and not quite a parabola.
		expect(spread).toBeGreaterThan(0.5);
		expect(spread).toBeLessThan(2);
	});

	test('the deeper the dip, the more it gains', () => {
		const gains = [0.1, 0.3, 0.6].map(
			(fraction) => fitted(observe({ ...EVENT, fraction }, 'depth', { error: 0.05 })).deltaChi2
		);
		expect(gains).toEqual([...gains].sort((a, b) => a - b));
	});
});

describe('the colour of an event', () => {
	const bands = [887.5, 1367.5];
	function colour(chromatic: number) {
		const explained = observe({ ...EVENT, chromatic }, 'colour', { bands });
		return { explained, test: chromaticTest(explained) };
	}

	test('a lens has the index 2 and is preferred to an achromatic dip', () => {
		const { explained, test } = colour(2);
		expect(Math.abs((test?.index.value ?? NaN) - 2)).toBeLessThan(0.4);
		expect(test?.lensOverAchromatic).toBeGreaterThan(50);
		expect(explained.lens).toBeGreaterThan(explained.ordinary.achromatic + 10);
	});

	test('a dip alike in both bands has the index 0 and is none', () => {
		const { explained, test } = colour(0);
		expect(Math.abs(test?.index.value ?? NaN)).toBeLessThan(0.4);
		expect(test?.lensOverAchromatic).toBeLessThan(-50);
		expect(explained.lens).toBeLessThan(explained.ordinary.achromatic - 10);
	});

	test('its uncertainty covers the truth as often as it says, for lenses and for dips without colour', () => {
		const random = new Random('coverage');
		const pulls = Array.from({ length: 200 }, (_, k) => {
			const event: Event = {
				...{ alpha: random.logBetween(3, 20), sigmaS: random.between(0.3, 0.8) },
				...{ fraction: random.between(0.3, 0.6), tauDays: random.logBetween(10, 25) },
				...{ t0Mjd: random.between(60_100, 60_260), chromatic: k % 2 === 0 ? 2 : 0 }
			};
			const { value, error } = chromaticTest(
				observe(event, `coverage ${k}`, { bands, error: 0.03, n: 60 })
			)?.index ?? { value: NaN, error: NaN };
			return (value - event.chromatic) / error;
		});
		const share = (sigma: number) =>
			pulls.filter((pull) => Math.abs(pull) <= sigma).length / pulls.length;
		// 68 % and 95 % of a normal distribution; 200 draws know a share to 3 %, and the errors are of a linear model.
		expect(share(1)).toBeGreaterThan(0.55);
		expect(share(1)).toBeLessThan(0.85);
		expect(share(2)).toBeGreaterThan(0.88);
	}, 60_000);

	test('one band has no colour', () => {
		const explained = observe(EVENT, 'one band');
		expect(chromaticTest(explained)).toBeNull();
		expect(explained.ordinary.achromatic).toBe(-Infinity);
	});
});
