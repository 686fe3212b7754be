import { describe, expect, test } from 'vitest';
import { medianInPlace } from '../stats/median.ts';
import { Random } from '../stats/random.ts';
import { BadFits } from './badFits.ts';
import { byteSource } from './byteSource.ts';
import type { FitsMap } from './fitsMap.ts';
import { FitsHeader } from './header.ts';
import { openFitsMap } from './openFitsMap.ts';
import { noiseStatistics, rmsStatistics } from './rmsStatistics.ts';
import { integerCard, logicalCard, writeFitsImage } from './writeImage.ts';

describe('rms statistics', () => {
	test('leave out zeros, negative and not finite pixels, and are in mJy', () => {
		const rms = rmsStatistics(new Float32Array([0, NaN, 0.002, -1, 0.004, 0.001, Infinity]));
		expect(rms.rmsMedian).toBeCloseTo(2, 6);
		expect(rms.rmsMin).toBeCloseTo(1, 6);
		expect(rms.rmsMax).toBeCloseTo(4, 6);
	});

	test('of a map without a usable pixel are refused', () => {
		expect(() => rmsStatistics(new Float32Array([0, NaN, -0, -Infinity]))).toThrow(BadFits);
	});

	/** Sorting is the definition; the scales run from one value over and over to all of float32, denormal numbers included. */
	test('have the median of the sorted pixels, to the last bit', () => {
		const random = new Random('median');
		for (let round = 0; round < 100; round++) {
			const decades = [0, 0.001, 1, 40][round % 4];
			const pixels = Float32Array.from({ length: 1 + random.integer(500) }, () => {
				const value = 10 ** (-4 + decades * random.normal());
				return random.integer(5) === 0 ? 0 : Math.fround(value);
			});
			const usable = pixels.filter((value) => value > 0 && value < Infinity);
			if (usable.length === 0) continue;
			const { rmsMedian, rmsMin, rmsMax } = rmsStatistics(pixels, 1);
			expect(rmsMedian).toBe(medianInPlace(usable.slice()));
			expect([rmsMin, rmsMax]).toEqual([Math.min(...usable), Math.max(...usable)]);
		}
	});
});

test('a plain map, which is not decoded, has the statistics of its decoded pixels', () => {
	const random = new Random('stored');
	for (let round = 0; round < 30; round++) {
		const pixels = Float32Array.from({ length: 24 * 7 }, () => {
			const odd = [0, -0, NaN, Infinity, -Infinity, 1e-45, -1][random.integer(40)];
			return odd ?? 10 ** (-4 + [0, 0.01, 12][round % 3] * random.normal());
		});
		const cards = [
			...[logicalCard('SIMPLE', 'T'), integerCard('BITPIX', -32), integerCard('NAXIS', 2)],
			...[integerCard('NAXIS1', 24), integerCard('NAXIS2', 7)]
		];
		const file = byteSource(writeFitsImage(cards, pixels));
		const map = openFitsMap(file, { gunzip: (packed) => packed });
		expect(map.storedFloats).toBeDefined();
		expect(noiseStatistics(map)).toEqual(rmsStatistics(pixels));
	}
});

test('the statistics of a map too large to hold are those of its pixels', () => {
	const [nx, ny] = [8192, 4097];
	let largest = 0;
	const map: FitsMap = {
		header: new FitsHeader([]),
		nx,
		ny,
		window(x0, y0, x1, y1) {
			const pixels = new Float32Array((x1 - x0) * (y1 - y0));
			largest = Math.max(largest, pixels.length);
			for (let y = y0; y < y1; y++) pixels.fill(y, (y - y0) * (x1 - x0), (y - y0 + 1) * (x1 - x0));
			return pixels;
		}
	};
	const statistics = noiseStatistics(map, 1);
	expect(statistics).toEqual({ rmsMedian: 2048.5, rmsMin: 1, rmsMax: 4096 });
	expect(largest).toBeLessThanOrEqual(2 ** 22);
});
