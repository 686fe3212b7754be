import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { boxCorners } from './boxCorners.ts';
import { fieldTouches } from './coverage.ts';

const FIELD = { ra: 0.2, dec: -60, widthDeg: 2, heightDeg: 1 };
const point = (ra: number, dec: number, radiusDeg = 0) =>
	({ kind: 'circle', ra, dec, radiusDeg }) as const;
const box = (ra: number, dec: number, widthDeg: number, heightDeg: number) =>
	({ kind: 'polygon', corners: boxCorners(ra, dec, { widthDeg, heightDeg }) }) as const;

describe('an image', () => {
	// At Dec −60° two degrees of right ascension are one on the sky.
	test.each([
		['its centre', point(0.2, -60), true],
		['across 0 h', point(359, -60), true],
		['just inside', point(0.2 + 1.9, -60), true],
		['just outside', point(0.2 + 2.1, -60), false],
		['outside, near enough', point(0.2 + 2.1, -60, 0.1), true],
		['north of it', point(0.2, -59.4), false],
		['the other side of the sky', point(180.2, 60), false],
		['a box around it', box(0.2, -60, 10, 10), true],
		['a box inside it', box(0.2, -60, 0.1, 0.1), true],
		['a box beside it', box(0.2 + 2.4, -60, 0.2, 0.2), false],
		['a box over its edge', box(0.2 + 2.1, -60, 0.2, 0.2), true]
	])('and %s', (_, area, shows) => {
		expect(fieldTouches(FIELD, area)).toBe(shows);
	});

	test('shows a box whenever it shows one of its points, and none of a far one', () => {
		const stream = new Random(3);
		const random = () => stream.uniform();
		for (let n = 0; n < 2000; n++) {
			const [ra, dec] = [(FIELD.ra + (random() - 0.5) * 8 + 360) % 360, -60 + (random() - 0.5) * 4];
			const asked = box(ra, dec, random() * 0.5 + 0.01, random() * 0.5 + 0.01);
			if (asked.corners.some((corner) => fieldTouches(FIELD, point(corner.ra, corner.dec))))
				expect(fieldTouches(FIELD, asked)).toBe(true);
			// A circle around the box holds all of it.
			if (!fieldTouches(FIELD, point(ra, dec, 0.75)))
				expect(fieldTouches(FIELD, asked)).toBe(false);
		}
	});
});
