import { describe, expect, test } from 'vitest';
import { areaRatio, broadened, covarianceOf } from './beam.ts';
import { drawGaussian, valueAt } from './pixels.ts';

function drawn(paDeg: number) {
	const plane = { npix: 41, values: new Float32Array(41 * 41) };
	const shape = covarianceOf({ majorArcsec: 24, minorArcsec: 12, paDeg }, 3);
	drawGaussian(plane, { x: 20, y: 20, peak: 2, noise: 0.001 }, shape);
	return (x: number, y: number) => plane.values[y * 41 + x];
}

describe('a source in pixels', () => {
	test('falls to half its peak at half the FWHM, along either axis', () => {
		const north = drawn(0);
		expect(north(20, 20)).toBe(2);
		expect(north(20, 24)).toBeCloseTo(1, 6);
		expect(north(22, 20)).toBeCloseTo(1, 6);
	});

	test('a position angle of 45° points to the north-east: up and to the left', () => {
		const tilted = drawn(45);
		expect(tilted(17, 23)).toBeGreaterThan(2 * tilted(23, 23));
		expect(tilted(23, 17)).toBeCloseTo(tilted(17, 23), 6);
	});

	test('at the edge only its part inside the image is drawn', () => {
		const plane = { npix: 8, values: new Float32Array(64) };
		drawGaussian(plane, { x: -1, y: 3, peak: 1, noise: 0.1 }, { xx: 4, xy: 0, yy: 4 });
		expect(plane.values[3 * 8]).toBeCloseTo(Math.exp(-1 / 8), 6);
		expect(plane.values[3 * 8 + 7]).toBe(0);
	});
});

describe('a value between pixels', () => {
	const plane = { npix: 3, values: Float32Array.from([0, 1, 2, 2, 3, 4, 4, 5, Number.NaN]) };

	test('is bilinear', () => {
		expect(valueAt(plane, 0.5, 0.25)).toBeCloseTo(1, 6);
	});

	test('is NaN outside and beside NaN', () => {
		expect(valueAt(plane, -0.1, 1)).toBeNaN();
		expect(valueAt(plane, 2.5, 1)).toBeNaN();
		expect(valueAt(plane, 1.5, 1.5)).toBeNaN();
	});
});

test('a resolved source is spread over the sum of the squares of its size and the beam', () => {
	const beam = { majorArcsec: 12, minorArcsec: 9, paDeg: 20 };
	const seen = broadened(beam, 5);
	expect(seen.majorArcsec).toBe(13);
	expect(areaRatio(seen, beam)).toBeCloseTo((13 * Math.hypot(9, 5)) / 108, 12);
});
