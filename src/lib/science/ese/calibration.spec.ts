import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { calibrated, fitCalibration, type Labelled } from './calibration.ts';
import { brierScore, crossCalibrated, reliabilityBins, wilson } from './reliability.ts';

/** Objects whose score says too much: the true ln odds are half of it, less one. */
function overconfident(seed: string, n: number): Labelled[] {
	const random = new Random(seed);
	return Array.from({ length: n }, () => {
		const lnOdds = 4 * random.normal();
		const truth = 1 / (1 + Math.exp(-(0.5 * lnOdds - 1)));
		return { score: 1 / (1 + Math.exp(-lnOdds)), isEse: random.uniform() < truth };
	});
}

const METHODS = ['platt', 'isotonic'] as const;
const labels = (objects: Labelled[]) => objects.map(({ isEse }) => isEse);

describe('a calibration', () => {
	test('by Platt’s method finds slope and intercept of the true ln odds', () => {
		const curve = fitCalibration('platt', overconfident('platt', 5000));
		if (curve.kind !== 'platt') throw new Error('another method');
		expect(curve.slope).toBeCloseTo(0.5, 1);
		expect(curve.intercept).toBeCloseTo(-1, 1);
	});

	test('by pooling adjacent violators is that of the textbook', () => {
		const events = [0, 1, 0, 0, 1, 1];
		const objects = events.map((event, i) => ({ score: 0.1 + 0.1 * i, isEse: event === 1 }));
		const curve = fitCalibration('isotonic', objects);
		if (curve.kind !== 'isotonic') throw new Error('another method');
		// One event among the second to fourth; no share below 1/8 or above 7/8 of six objects.
		expect(curve.probability).toEqual([1 / 8, 1 / 3, 7 / 8]);
	});

	test.each(METHODS)(
		'%s never decreases, stays within 0 and 1, and says nothing of NaN',
		(method) => {
			for (const seed of ['a', 'b', 'c', 'd', 'e']) {
				const curve = fitCalibration(method, overconfident(seed, 60));
				const said = Array.from({ length: 201 }, (_, i) => calibrated(curve, i / 200));
				said.forEach((probability, i) => {
					expect(probability).toBeGreaterThanOrEqual(i === 0 ? 0 : said[i - 1]);
					expect(probability).toBeLessThanOrEqual(1);
				});
				expect(calibrated(curve, NaN)).toBeNaN();
			}
		}
	);

	test.each(METHODS)('%s gives no slope to a score that falls with the labels', (method) => {
		const wrong = overconfident('wrong', 200).map(({ score, isEse }) => ({ score, isEse: !isEse }));
		const curve = fitCalibration(method, wrong);
		expect(calibrated(curve, 0.99) - calibrated(curve, 0.01)).toBeLessThan(0.2);
	});

	test.each(METHODS)('%s says of objects it has not seen what comes true more nearly', (method) => {
		const objects = overconfident('honest', 400);
		const before = brierScore(
			objects.map(({ score }) => score),
			labels(objects)
		);
		const after = brierScore(crossCalibrated(method, objects), labels(objects));
		expect(after).toBeLessThan(before - 0.01);
	});

	test('survives a score that separates the two kinds wholly', () => {
		const apart = Array.from({ length: 40 }, (_, i) => ({ score: (i + 0.5) / 40, isEse: i >= 20 }));
		for (const method of METHODS) {
			const curve = fitCalibration(method, apart);
			expect(calibrated(curve, 1)).toBeGreaterThan(0.9);
			expect(calibrated(curve, 0)).toBeLessThan(0.1);
		}
	});
});

describe('the reliability diagram', () => {
	test('counts each object once, and its intervals hold the share', () => {
		const objects = overconfident('bins', 300);
		const bins = reliabilityBins(
			objects.map(({ score }) => score),
			labels(objects)
		);
		expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(300);
		for (const { n, said, from, to, share, low, high } of bins) {
			if (n === 0) continue;
			expect(said).toBeGreaterThanOrEqual(from);
			expect(said).toBeLessThanOrEqual(to);
			expect(low).toBeLessThanOrEqual(share);
			expect(high).toBeGreaterThanOrEqual(share);
		}
	});

	test('has Wilson’s intervals: 0 of 10 is 0 to 28 %, 5 of 10 is 24 to 76 %', () => {
		expect(wilson(0, 10).low).toBe(0);
		expect(wilson(0, 10).high).toBeCloseTo(0.2775, 3);
		expect(wilson(5, 10).low).toBeCloseTo(0.2366, 3);
		expect(wilson(5, 10).high).toBeCloseTo(0.7634, 3);
		expect(wilson(0, 0)).toEqual({ low: NaN, high: NaN });
	});

	test('ends at 1 inclusive, and empty bins have no share', () => {
		const bins = reliabilityBins([1], [true]);
		expect(bins[9]).toMatchObject({ n: 1, events: 1, said: 1 });
		expect(bins[0]).toMatchObject({ n: 0, share: NaN });
	});
});
