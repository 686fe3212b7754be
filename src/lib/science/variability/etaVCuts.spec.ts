import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { etaVCuts } from './etaVCuts.ts';

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
