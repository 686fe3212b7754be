import { describe, expect, test } from 'vitest';
import { evidence } from './evidence.ts';

const curve = {
	mjd: [59003, 59001, 59002, 59001],
	frequencyMhz: [888, 888, 888, 1368],
	forced: [false, true, false, false],
	imageId: [3, 1, 2, 4],
	fluxPeak: [2, 0.1, NaN, 3],
	fluxPeakErr: [0.1, 0.1, 0.1, 0],
	localRms: [0.2, 0.4, 0.3, 0]
};

describe('what metrics rest on', () => {
	test('over all bands: measured ways, epochs, those that count, those of bad images, span and noise', () => {
		expect(evidence(curve, new Set([2, 99])).all).toEqual({
			detections: 3,
			forced: 1,
			epochs: 4,
			used: 2,
			flagged: 1,
			firstMjd: 59001,
			lastMjd: 59003,
			medianRmsMjy: 0.3
		});
	});

	test('in each band by itself', () => {
		const { bands } = evidence(curve, new Set([4]));
		expect(
			bands.map(({ frequencyMhz, epochs, flagged }) => [frequencyMhz, epochs, flagged])
		).toEqual([
			[888, 3, 0],
			[1368, 1, 1]
		]);
		expect(bands[1]).toMatchObject({ used: 0, medianRmsMjy: null });
	});

	test('two measurements in one image are one epoch', () => {
		const twice = { ...curve, imageId: [3, 3, 3, 3] };
		expect(evidence(twice, new Set([3])).all).toMatchObject({ epochs: 1, flagged: 1 });
	});

	test('nothing rests on nothing', () => {
		const nothing = Object.fromEntries(Object.keys(curve).map((key) => [key, []]));
		expect(evidence({ ...curve, ...nothing }, new Set()).all).toMatchObject({
			epochs: 0,
			firstMjd: null,
			medianRmsMjy: null
		});
	});
});
