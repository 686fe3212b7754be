import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { COMPLETENESS_EDGES, completenessBy, foundShare, type SizeName } from './completeness.ts';

const SIZES = Object.keys(COMPLETENESS_EDGES) as SizeName[];

function triedAtRandom(random: Random) {
	return Array.from({ length: random.integer(200) }, () => ({
		depth: random.uniform(),
		durationDays: random.logBetween(1, 2000),
		snr: random.logBetween(3, 500),
		found: random.uniform() < 0.5
	}));
}

describe('completeness', () => {
	test('puts every event into one bin of each size, whatever it is', () => {
		const random = new Random('completeness');
		for (let round = 0; round < 50; round += 1) {
			const tried = triedAtRandom(random);
			for (const size of SIZES) {
				const bins = completenessBy(size, tried);
				const sum = (of: 'n' | 'found') => bins.reduce((all, bin) => all + bin[of], 0);
				expect(sum('n')).toBe(tried.length);
				expect(sum('found')).toBe(tried.filter(({ found }) => found).length);
			}
		}
	});

	test('keeps the share within its interval, and the interval within 0 to 1', () => {
		const random = new Random('interval');
		for (let round = 0; round < 200; round += 1) {
			const { n, share, low, high } = foundShare(triedAtRandom(random));
			if (n === 0) continue;
			expect(low).toBeGreaterThanOrEqual(-1e-12);
			expect(high).toBeLessThanOrEqual(1 + 1e-12);
			expect(low).toBeLessThanOrEqual(share + 1e-12);
			expect(high).toBeGreaterThanOrEqual(share - 1e-12);
		}
	});

	test('narrows with the square root of the number', () => {
		const of = (n: number) =>
			foundShare(Array.from({ length: n }, (_, i) => ({ found: i % 2 === 0 })));
		const width = (n: number) => of(n).high - of(n).low;
		expect(width(1600) / width(400)).toBeCloseTo(0.5, 1);
	});

	test('gives Wilson’s interval: 8 of 10 are 49 to 94 %', () => {
		const { low, high } = foundShare(Array.from({ length: 10 }, (_, i) => ({ found: i < 8 })));
		expect(low).toBeCloseTo(0.4902, 3);
		expect(high).toBeCloseTo(0.9433, 3);
	});

	test('says nothing of no event', () => {
		const { n, share, low } = foundShare([]);
		expect([n, share, low]).toEqual([0, NaN, NaN]);
	});

	test('counts what lies on a limit or outside of all', () => {
		const at = (depth: number) => ({ depth, durationDays: 1e9, snr: 0, found: true });
		const bins = completenessBy('depth', [at(0.2), at(-0.1), at(1.5)]);
		expect(bins.map(({ n }) => n)).toEqual([1, 1, 0, 0, 1]);
	});
});
