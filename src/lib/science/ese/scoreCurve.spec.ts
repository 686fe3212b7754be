import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { brightNeighbourBeams } from './brightNeighbours.ts';
import { lensCurve } from './lensCurve.ts';
import { scoreCurve } from './scoreCurve.ts';

/** A steady source of 10 mJy over 40 epochs, as multiplied in each of them. */
function curve(factorAt: (epoch: number) => number, scaleAt: (epoch: number) => number = () => 1) {
	const random = new Random('score curve');
	const epochs = Array.from({ length: 40 }, (_, i) => i);
	return {
		mjd: epochs.map((i) => 60000 + 9 * i),
		frequencyMhz: epochs.map(() => 887.5),
		fluxMjy: epochs.map((i) => 10 * factorAt(i) * (1 + 0.02 * random.normal())),
		fluxErrMjy: epochs.map(() => 0.2),
		scaleFactor: epochs.map(scaleAt),
		scaleError: epochs.map(() => 0.005)
	};
}

/** A lens of strength 6 over half of the source, in the middle of the season. */
const magnified = lensCurve(6, 0.5);
const dip = (i: number) => 0.5 + 0.5 * magnified((i - 20) / 2.2);

describe('the score of a light curve', () => {
	test('has a lens’s dip far above a constant source', () => {
		const steady = scoreCurve(
			curve(() => 1),
			null
		);
		const dipped = scoreCurve(curve(dip), null);
		expect(dipped.eseScore).toBeGreaterThan(0.2);
		expect(steady.eseScore).toBeLessThan(0.01);
		// The first that asks draws up the atlas of lenses.
	}, 30_000);

	test('does not believe a dip that the images of those epochs share', () => {
		const shared = scoreCurve(curve(dip, dip), null);
		expect(shared.eseScore).toBeLessThan(0.01);
		expect(shared.numbers.common_mode_share).toBeGreaterThan(0.8);
		expect(shared.numbers.images_rescaled).toBeGreaterThan(5);
		expect(shared.numbers.common_mode_r).toBeGreaterThan(0.9);
	});

	test('is undefined, and never a number, where there is not enough data', () => {
		const two = curve(() => 1);
		for (const key of ['mjd', 'frequencyMhz', 'fluxMjy', 'fluxErrMjy'] as const)
			two[key].length = 2;
		const short = scoreCurve(two, null);
		expect(short.eseScore).toBeNaN();
		expect(short.bestAlternative).toBe('not enough data');
		const nothing = scoreCurve({ ...curve(() => NaN) }, null);
		expect(nothing.eseScore).toBeNaN();
	});

	test('where the images’ scales are not known is that of the fluxes as they are', () => {
		const unknown = scoreCurve(
			curve(dip, () => NaN),
			null
		);
		expect(unknown.eseScore).toBe(scoreCurve(curve(dip), null).eseScore);
		expect(unknown.numbers.common_mode_share).toBe(0);
	});
});

test('bright neighbours are ten times brighter, and nearest in widths of the beam', () => {
	const beams = brightNeighbourBeams(
		{
			ra: Float64Array.of(0, 0.01, 359.99, 180),
			dec: Float64Array.of(0, 0, 0, 0),
			flux: Float64Array.of(100, 10, 11, 1)
		},
		0.005
	);
	expect(beams[0]).toBe(Infinity);
	expect(beams[1]).toBeCloseTo(2, 6);
	// Not quite ten times brighter; and far from everything.
	expect([beams[2], beams[3]]).toEqual([Infinity, Infinity]);
	expect([
		...brightNeighbourBeams(
			{ ra: Float64Array.of(1), dec: Float64Array.of(1), flux: Float64Array.of(1) },
			NaN
		)
	]).toEqual([NaN]);
});
