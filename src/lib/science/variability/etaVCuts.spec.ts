import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { cutAt, etaVCuts, etaVFit } from './etaVCuts.ts';
import { countBeyond, etaVPopulation } from './etaVPopulation.ts';

/** log10 η ~ N(0.1, 0.2), log10 V ~ N(−1, 0.1). */
function population(n: number) {
	const random = new Random(7);
	return {
		eta: Array.from({ length: n }, () => 10 ** (0.1 + 0.2 * random.normal())),
		v: Array.from({ length: n }, () => 10 ** (-1 + 0.1 * random.normal())),
		nMeas: new Array<number>(n).fill(10)
	};
}

test('the cuts lie k σ above the mean of the logarithms', () => {
	const cuts = etaVCuts(population(20_000), { kEta: 1.5, kV: 3 });
	// The clip at 3 σ takes 0.27 % of a Gaussian and 1.3 % off its σ.
	expect(Math.log10(cuts?.etaCut ?? NaN)).toBeCloseTo(0.1 + 1.5 * 0.2 * 0.987, 2);
	expect(Math.log10(cuts?.vCut ?? NaN)).toBeCloseTo(-1 + 3 * 0.1 * 0.987, 2);
});

test('a few wild variables do not move the cuts', () => {
	const steady = population(1000);
	const wild = {
		eta: [...steady.eta, ...new Array<number>(20).fill(1e4)],
		v: [...steady.v, ...new Array<number>(20).fill(2)],
		nMeas: [...steady.nMeas, ...new Array<number>(20).fill(10)]
	};
	expect(etaVCuts(wild)?.etaCut).toBeCloseTo(etaVCuts(steady)?.etaCut ?? NaN, 2);
});

test('single detections and metrics of 0 take no part', () => {
	const sources = population(60);
	sources.nMeas[0] = 1;
	sources.eta[1] = 0;
	sources.v[2] = 0;
	expect(etaVCuts(sources)?.n).toBe(57);
});

test('below 50 sources there are no cuts', () => {
	expect(etaVCuts(population(49))).toBeNull();
	expect(etaVCuts(population(50))).not.toBeNull();
});

test('sources that are all alike give no cuts', () => {
	const alike = new Array<number>(80).fill(1);
	expect(etaVCuts({ eta: alike, v: alike, nMeas: alike.map(() => 4) })).toBeNull();
});

test('the numbers follow from the definition', () => {
	// log₁₀ η = −0.30, −0.29 … 0.30 and two at ±0.80. By hand: the median is 0, the MAD 0.16, so that 3 × 1.4826 × 0.16 =
	// 0.7117 clips both; of n equally spaced values σ is the step × √((n² − 1) / 12) = 0.01 × √310 = 0.176068.
	const steps = Array.from({ length: 61 }, (_, i) => (i - 30) / 100);
	const logEta = [...steps, -0.8, 0.8];
	const logV = logEta.map((value) => 0.5 * value - 1);
	const fit = etaVFit(logEta, logV);
	expect(fit?.eta.mean).toBeCloseTo(0, 12);
	expect(fit?.eta.sigma).toBeCloseTo(0.01 * Math.sqrt(310), 12);
	expect(fit?.v.mean).toBeCloseTo(-1, 12);
	expect(fit?.v.sigma).toBeCloseTo(0.005 * Math.sqrt(310), 12);
	expect(fit && cutAt(fit.eta, 3)).toBeCloseTo(3.3743, 3);
});

test('who is left out is counted by reason', () => {
	const population = etaVPopulation({
		eta: [1, NaN, 2, 0, 3, Infinity],
		v: [1, 1, -1, 1, 0.1, 1],
		nMeas: [1, 5, 5, 5, 2, 5]
	});
	expect([...population.rows]).toEqual([4]);
	expect(population.leftOut).toEqual({ single: 1, notPositive: 4 });
	expect(population.logV[0]).toBeCloseTo(-1, 12);
});

test('being on a cut is not beyond it', () => {
	const beyond = countBeyond([1, 2, 2, 0], [1, 2, 0, 2], { logEta: 1, logV: 1 });
	expect(beyond).toEqual({ both: 1, etaOnly: 1, vOnly: 1 });
});
