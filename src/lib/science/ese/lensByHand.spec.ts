import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { bandStrengths } from './bandStrengths.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { explain } from './explanations.ts';
import { whiten } from './noise.ts';
import { strengthAt } from './lens.ts';
import { dipWidthDays, handGain, type HandLens, lensFlux } from './lensByHand.ts';
import { lensShape } from './lensAtlas.ts';
import { lensCurve } from './lensCurve.ts';
import { lensParameters } from './lensParameters.ts';
import { polishLens } from './lensPolish.ts';

const TRUE: HandLens = {
	...{ t0Mjd: 60_190, tauDays: 18, alpha: 6, sigmaS: 0.5, egress: 1, compactFraction: 0.5 }
};
const ERROR = 0.02;
const WHITE = { jitter: 0, red: null, prior: 1, priorOfEvents: 1 };

/** A year of a lens in some bands, level 10 mJy; without scatter unless asked for. */
function observed({ bands = [887.5], chromatic = true, scatter = 0, n = 90 } = {}) {
	const random = new Random(`lens ${bands.join(' ')} ${scatter}`);
	const rows = bands.flatMap((frequencyMhz) => {
		const alpha = chromatic ? strengthAt(frequencyMhz, TRUE.alpha, bands[0]) : TRUE.alpha;
		const magnification = lensCurve(alpha, TRUE.sigmaS);
		return Array.from({ length: n }, (_, k) => {
			const mjd = 60_000 + (365 * (k + 0.5)) / n;
			const excess = TRUE.compactFraction * (magnification((mjd - TRUE.t0Mjd) / TRUE.tauDays) - 1);
			return { mjd, frequencyMhz, fluxMjy: 10 * (1 + excess + scatter * random.normal()) };
		});
	});
	const column = (key: 'mjd' | 'frequencyMhz' | 'fluxMjy') => rows.map((row) => row[key]);
	const curve = {
		mjd: column('mjd'),
		frequencyMhz: column('frequencyMhz'),
		fluxMjy: column('fluxMjy'),
		fluxErrMjy: rows.map(() => 10 * ERROR)
	};
	const epochs = relativeEpochs(usableBands(curve));
	return { rows, epochs, white: whiten(epochs, WHITE) };
}

// The atlas is drawn on first use, which takes long on a busy machine.
beforeAll(() => void lensShape(5, 0.5), 60_000);

describe('a lens set by hand', () => {
	test('to the truth runs through the points in every band, in mJy', () => {
		const { rows, epochs } = observed({ bands: [887.5, 1367.5] });
		for (const band of epochs.bands) {
			const flux = lensFlux(epochs, band, TRUE);
			const own = rows.filter(({ frequencyMhz }) => frequencyMhz === band.frequencyMhz);
			// The atlas is good to 0.03 of what is behind the lens.
			for (const { mjd, fluxMjy } of own) expect(Math.abs(flux(mjd) - fluxMjy)).toBeLessThan(0.2);
		}
	});

	test('gains most near the truth, and nothing without a compact part', () => {
		const { white } = observed({ scatter: ERROR });
		const gain = (change: Partial<HandLens>) => handGain(white, { ...TRUE, ...change });
		const best = gain({}).deltaChi2;
		expect(best).toBeGreaterThan(100);
		expect(gain({ compactFraction: 0 }).deltaChi2).toBe(0);
		for (const change of [{ t0Mjd: 60_210 }, { tauDays: 30 }, { alpha: 40 }, { sigmaS: 2 }])
			expect(gain(change).deltaChi2, JSON.stringify(change)).toBeLessThan(best);
	});

	test('is fitted best by the compact fraction it names, whatever its shape', () => {
		const { white } = observed({ scatter: ERROR });
		const random = new Random(5);
		for (let i = 0; i < 40; i += 1) {
			const hand = {
				...TRUE,
				t0Mjd: 60_000 + 365 * random.uniform(),
				tauDays: 3 + 60 * random.uniform(),
				alpha: 0.4 * 150 ** random.uniform(),
				compactFraction: random.uniform()
			};
			const { deltaChi2, bestFraction } = handGain(white, hand);
			const best = handGain(white, { ...hand, compactFraction: bestFraction });
			expect(best.deltaChi2).toBeGreaterThanOrEqual(deltaChi2 - 1e-9);
			expect(bestFraction).toBeGreaterThanOrEqual(0);
			expect(bestFraction).toBeLessThanOrEqual(1);
		}
	});

	test('is as wide as the dip of its own curve', () => {
		const width = dipWidthDays(TRUE);
		const curve = lensCurve(TRUE.alpha, TRUE.sigmaS);
		const depth = 1 - curve(0);
		expect(1 - curve(width / 2 / TRUE.tauDays)).toBeCloseTo(depth / 2, 1);
	});
});

describe('the parameters of a fitted lens', () => {
	test('are the truth within five of their errors, the passage time included', () => {
		const { epochs } = observed({ bands: [887.5, 1367.5], scatter: ERROR });
		const explained = explain(epochs);
		if (!explained.lensMatch) throw new Error('no lens was found');
		const fitted = lensParameters(
			polishLens(explained.white, explained.lensMatch.lens, { freeColour: false })
		);
		for (const key of ['t0Mjd', 'tauDays', 'alpha', 'compactFraction'] as const) {
			const { value, error } = fitted[key];
			expect(error, key).toBeGreaterThan(0);
			expect(Math.abs(value - TRUE[key]), key).toBeLessThan(5 * error);
		}
	});
});

describe('the strength in each band alone', () => {
	const bands = [887.5, 1367.5];
	const ratioOf = (chromatic: boolean) => {
		const explained = explain(observed({ bands, chromatic, scatter: 0.005 }).epochs);
		const match = chromatic ? explained.lensMatch : explained.achromaticMatch;
		if (!match) throw new Error('no lens was found');
		const polished = polishLens(explained.white, match.lens, { freeColour: true });
		return bandStrengths(explained.white, polished);
	};

	test('falls with the square of the frequency for a lens', () => {
		const [low, high] = ratioOf(true);
		const index = Math.log(low.alpha / high.alpha) / Math.log(bands[1] / bands[0]);
		expect(Math.abs(index - 2)).toBeLessThan(0.5);
		expect(low.lnAlphaError).toBeGreaterThan(0);
	});

	test('is the same for what has no colour', () => {
		const [low, high] = ratioOf(false);
		const index = Math.log(low.alpha / high.alpha) / Math.log(bands[1] / bands[0]);
		expect(Math.abs(index)).toBeLessThan(0.5);
	});

	test('is not told by a band in which nothing happens', () => {
		const { white } = observed({ scatter: ERROR });
		const lens = { ...TRUE, widthDays: 40, t0Mjd: 61_500, chromatic: 2 };
		const [only] = bandStrengths(white, { lens, fraction: 0.5 });
		expect(only.alpha).toBeNaN();
		expect(only.lnAlphaError).toBeNaN();
	});
});
