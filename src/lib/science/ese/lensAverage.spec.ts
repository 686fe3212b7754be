import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { relativeEpochs, usableBands } from './epochs.ts';
import { lnEvidence, lnSumExp } from './evidence.ts';
import { lnAverageLens } from './lensAverage.ts';
import { dipWidths, lensModel } from './lensSearch.ts';
import { SHAPES } from './lensSlide.ts';
import { whiten } from './noise.ts';

const BESIDE = {
	...{ jitter: 0, prior: 1, priorOfEvents: 1 },
	red: { kind: 'smooth' as const, sigma: 0.05, tauDays: 20 }
};

/** A year of epochs of 5 % in each band; at 60 200 a dip of that depth for 40 days. */
function observed(seed: string, { n = 40, depth = 0, bands = [887.5], days = 365 } = {}) {
	const random = new Random(seed);
	const rows = bands.flatMap((mhz) =>
		Array.from({ length: n }, () => ({ mhz, mjd: 60_000 + days * random.uniform() }))
	);
	const flux = ({ mjd }: { mjd: number }) => (Math.abs(mjd - 60_200) < 20 ? 10 * (1 - depth) : 10);
	const epochs = relativeEpochs(
		usableBands({
			mjd: rows.map(({ mjd }) => mjd),
			frequencyMhz: rows.map(({ mhz }) => mhz),
			fluxMjy: rows.map((row) => flux(row) + 0.5 * random.normal()),
			fluxErrMjy: rows.map(() => 0.5)
		})
	);
	return whiten(epochs, BESIDE);
}

describe('average lens', () => {
	test.each([
		['one band', 0, [887.5]],
		['a dip', 0.4, [887.5]],
		['two bands', 0.3, [887.5, 1367.5]]
	])('is the mean of the evidence of the lenses of a grid: %s', (seed, depth, bands) => {
		const through = observed(seed, { depth, bands });
		const { epochs } = through;
		const widths = dipWidths(epochs);
		const ofWidths = widths.map((widthDays) => {
			const ln: number[] = [];
			const [from, to] = [epochs.firstMjd - 0.2 * widthDays, epochs.lastMjd + 0.2 * widthDays];
			for (let t0Mjd = from; t0Mjd <= to; t0Mjd += 0.44 * widthDays)
				for (const shape of SHAPES) {
					const lens = { t0Mjd, widthDays, ...shape, egress: 1, chromatic: 2 };
					const terms = [lensModel(epochs, lens)];
					ln.push(lnEvidence(through, { terms, amplitude: 0.5, isPositive: true }));
				}
			return lnSumExp(ln) - Math.log(ln.length);
		});
		const mean = lnSumExp(ofWidths) - Math.log(widths.length);
		expect(Math.abs(lnAverageLens(through, 2) - mean)).toBeLessThan(0.1);
	});

	test('speaks for a lens where there is a dip and against one where there is none', () => {
		for (let k = 0; k < 10; k += 1) {
			expect(lnAverageLens(observed(`dip ${k}`, { depth: 0.5 }), 2)).toBeGreaterThan(5);
			expect(lnAverageLens(observed(`none ${k}`), 2)).toBeLessThan(1);
		}
	});

	test('of a light curve of four days is none: no dip has room', () => {
		expect(lnAverageLens(observed('short', { days: 4 }), 2)).toBe(-Infinity);
	});
});
