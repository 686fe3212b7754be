import { expect, test } from 'vitest';
import { separationDeg } from '#science/sky/separation.ts';
import { skyPatches } from './skyPatches.ts';

test.each([
	['across RA 0', 359.5, 1.2, -30],
	['at the south pole', 0, 360, -89.9],
	['over a wide field', 150, 12, 2]
])('every position and its surroundings are covered %s', (_, fromRa, widthRa, dec) => {
	const ra = Array.from({ length: 200 }, (_, i) => (fromRa + (widthRa * i) / 200) % 360);
	const decs = ra.map((_, i) => Math.max(-90, dec + ((i * 7) % 20) / 10 - 1));
	const patches = skyPatches({ ra, dec: decs }, 0.01);
	for (let i = 0; i < ra.length; i++) {
		const covered = patches.some(
			(patch) => separationDeg(patch.ra, patch.dec, ra[i], decs[i]) + 0.01 <= patch.radiusDeg
		);
		expect(covered).toBe(true);
	}
	expect(patches.length).toBeLessThan(20);
});

test('one source needs one small circle', () => {
	const [patch, ...more] = skyPatches({ ra: [10], dec: [20] }, 0.003);
	expect(more).toEqual([]);
	expect(patch.ra).toBeCloseTo(10);
	expect(patch.radiusDeg).toBeLessThan(0.004);
});

test('positions that were never measured are left out', () => {
	expect(skyPatches({ ra: [NaN], dec: [NaN] }, 0.01)).toEqual([]);
});
