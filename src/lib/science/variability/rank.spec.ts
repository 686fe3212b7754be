import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { epochsOutOfLine } from './epochsOutOfLine.ts';
import { eta } from './eta.ts';
import { modulation } from './modulation.ts';
import { rankCandidates, type RankableSource } from './rank.ts';

function sourceOf(flux: number[], fields: Partial<RankableSource> = {}): RankableSource {
	return {
		nMeas: flux.length,
		etaPeak: eta(
			flux,
			flux.map(() => 0.5)
		),
		vPeak: modulation(flux),
		avgFluxPeak: flux.reduce((sum, f) => sum + f, 0) / flux.length,
		maxFluxPeak: Math.max(...flux),
		minFluxPeak: Math.min(...flux),
		isNew: false,
		newHighSigma: 0,
		vsAbsSignificantMaxPeak: 0,
		mAbsSignificantMaxPeak: 0,
		vsAbsSignificantMaxInt: 0,
		mAbsSignificantMaxInt: 0,
		...fields
	};
}

/** Two hundred steady sources of 12 epochs, 3 to 100 mJy with the same noise of 0.5 mJy. */
function steadySources(): RankableSource[] {
	const random = new Random(11);
	return Array.from({ length: 200 }, () => {
		const flux = random.logBetween(3, 100);
		return sourceOf(Array.from({ length: 12 }, () => flux + 0.5 * random.normal()));
	});
}

const DIP = [10, 10, 10, 10, 6, 5, 5, 6, 10, 10, 10, 10];

test('a source with η and V above the run’s cuts enters, with both numbers and their σ', () => {
	const ranked = rankCandidates([...steadySources(), sourceOf(DIP)]);
	expect(ranked[0].index).toBe(200);
	expect(ranked[0].reasons[0].rule).toBe('variable');
	expect(ranked[0].reasons[0].text).toMatch(
		/^η = \d+\.\d and V = 0\.\d\d, \d+\.\d σ and \d+\.\d σ above the run's sources$/
	);
});

test('few steady sources enter', () => {
	expect(rankCandidates(steadySources()).length).toBeLessThan(4);
});

test('a high η alone does not make a source variable', () => {
	const bright = sourceOf(DIP, { vPeak: 0.01 });
	const ranked = rankCandidates([...steadySources(), bright]);
	expect(ranked.some(({ index }) => index === 200)).toBe(false);
});

test('a pair of epochs enters at both limits and names its numbers', () => {
	const pair = { vsAbsSignificantMaxPeak: 12.1, mAbsSignificantMaxPeak: 0.81 };
	const [found] = rankCandidates([sourceOf([10, 10], pair)]);
	expect(found.reasons).toEqual([
		{ rule: 'pair', text: 'two epochs differ by |Vs| = 12.1 with |m| = 0.81 in peak flux' }
	]);
	expect(rankCandidates([sourceOf([10], { ...pair, mAbsSignificantMaxPeak: 0.25 })])).toEqual([]);
	expect(rankCandidates([sourceOf([10], { ...pair, vsAbsSignificantMaxPeak: 4.2 })])).toEqual([]);
});

test('a new source enters from 5 σ on', () => {
	const [found] = rankCandidates([sourceOf([10], { isNew: true, newHighSigma: 23.4 })]);
	expect(found.reasons).toEqual([
		{ rule: 'new', text: 'new: would have been seen at 23.4 σ in an earlier image' }
	]);
	expect(rankCandidates([sourceOf([10], { isNew: true, newHighSigma: 4.9 })])).toEqual([]);
	expect(rankCandidates([sourceOf([10], { isNew: false, newHighSigma: 50 })])).toEqual([]);
});

test('one wild epoch ranks below a dip over several, however wild', () => {
	const pair = { vsAbsSignificantMaxPeak: 300, mAbsSignificantMaxPeak: 1.9 };
	const glitch = sourceOf([10, 10, 10, 10, 10, 400, 10, 10, 10, 10, 10, 10], pair);
	const dip = sourceOf(DIP, { vsAbsSignificantMaxPeak: 7, mAbsSignificantMaxPeak: 0.66 });
	const ranked = rankCandidates([...steadySources(), glitch, dip]);
	expect(ranked.slice(0, 2).map(({ index }) => index)).toEqual([201, 200]);
});

test('equal scores are ordered by name, then by place', () => {
	const found = { isNew: true, newHighSigma: 10 };
	const ranked = rankCandidates([
		sourceOf([10], { ...found, name: 'J2' }),
		sourceOf([10], { ...found, name: 'J1' }),
		sourceOf([10], { ...found, name: 'J1' })
	]);
	expect(ranked.map(({ index }) => index)).toEqual([1, 2, 0]);
});

test('a lone outlier counts as one epoch out of line, an even split as half of them', () => {
	expect(epochsOutOfLine(sourceOf([10, 10, 10, 10, 10, 20]))).toBeCloseTo(1, 10);
	expect(epochsOutOfLine(sourceOf([10, 10, 10, 10, 5, 5]))).toBeCloseTo(2, 10);
	expect(epochsOutOfLine(sourceOf([10, 10, 10, 20, 20, 20]))).toBeCloseTo(3, 6);
	expect(epochsOutOfLine(sourceOf([10]))).toBe(0);
});
