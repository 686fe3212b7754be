import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { capPolygon } from '../sky/capPolygon.ts';
import { separationDeg } from '../sky/separation.ts';
import { skyBlocks } from './skyBlocks.ts';

const FIELDS = [
	['mid-sky', 150, -30],
	['across RA 0', 0, 10],
	['a pole', 40, 89.5]
] as const;

function field(ra: number, dec: number, n: number) {
	const random = new Random(5);
	const positions = Array.from({ length: n }, () => ({
		ra: (ra + random.between(-3, 3) / Math.cos((dec * Math.PI) / 180) + 720) % 360,
		dec: Math.min(90, dec + random.between(-3, 3))
	}));
	return {
		ra: positions.map((position) => position.ra),
		dec: positions.map((position) => position.dec)
	};
}

describe.each(FIELDS)('%s', (_name, ra0, dec0) => {
	const { ra, dec } = field(ra0, dec0, 1000);
	const blocks = skyBlocks(ra, dec, { limit: 100 });

	test('every row is in exactly one block of at most the limit', () => {
		expect(blocks.flatMap(({ rows }) => [...rows]).sort((a, b) => a - b)).toEqual(
			ra.map((_, row) => row)
		);
		expect(Math.max(...blocks.map(({ rows }) => rows.length))).toBeLessThanOrEqual(100);
	});

	test('its circle encloses it and is much smaller than the field', () => {
		for (const { rows, ra: centreRa, dec: centreDec, radiusDeg } of blocks) {
			const farthest = Math.max(
				...[...rows].map((row) => separationDeg(centreRa, centreDec, ra[row], dec[row]))
			);
			expect(farthest).toBeLessThanOrEqual(radiusDeg);
			expect(radiusDeg).toBeLessThan(3.5);
		}
	});

	test('a polygon about a circle touches it from outside', () => {
		const radius = 0.7;
		const [ring] = capPolygon(ra0, dec0, radius).coordinates;
		expect(ring[0]).toEqual(ring.at(-1));
		for (const [longitude, latitude] of ring) {
			const distance = separationDeg(ra0, dec0, longitude, latitude);
			expect(distance).toBeGreaterThan(radius);
			expect(distance).toBeLessThan(radius * 1.05);
			expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
		}
	});
});

test('no rows make no blocks', () => {
	expect(skyBlocks([], [], { limit: 10 })).toEqual([]);
});

test('rows at one place are split all the same', () => {
	const same = Array<number>(25).fill(10);
	const sizes = skyBlocks(same, same, { limit: 10 }).map(({ rows }) => rows.length);
	expect(sizes.reduce((sum, size) => sum + size)).toBe(25);
	expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
});
