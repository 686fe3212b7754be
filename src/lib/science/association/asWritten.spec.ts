import { describe, expect, test } from 'vitest';
import { orderEpochs } from '../run/epochs.ts';
import { basicOptions } from '../run/images.fixture.ts';
import { associatedAsWritten } from './asWritten.fixture.ts';
import { associated, crowdedField, METHODS } from './crowdedFields.fixture.ts';

/** Both sum the same few numbers, in another order and from another origin. Arcsec and degrees. */
const DIGITS = 7;

describe.each(METHODS)('%s association of crowded fields, against the written rules', (method) => {
	test.each([
		['one', 150, -30],
		['two', 0.0002, 5],
		['three', 359.99, -60]
	])('field %s', (seed, ra, dec) => {
		const images = crowdedField(seed, { ra, dec, sources: 40, epochs: 6 });
		const options = { ...basicOptions, method };
		const { s, c, related } = associated(images, options);
		const written = associatedAsWritten(images, orderEpochs(images, false), options);

		expect(c.n).toBe(written.c.length);
		expect(s.n).toBe(written.s.length);
		written.s.forEach((row, k) => {
			expect(`${images[s.image.values[k]].name}#${s.row.values[k]}`).toBe(row.measurement);
			expect(s.source.values[k] + 1).toBe(row.source);
			expect(s.d2d.values[k]).toBeCloseTo(row.d2d, DIGITS);
			expect(s.dr.values[k]).toBeCloseTo(row.dr, DIGITS);
		});
		for (const row of written.c) {
			const others = [...(related.get(row.source - 1) ?? [])].map((other) => other + 1);
			expect(others.sort()).toEqual([...row.related].sort());
			expect(c.ra.values[row.source - 1]).toBeCloseTo(row.ra, DIGITS);
			expect(c.uncertaintyEw.values[row.source - 1]).toBeCloseTo(row.uncertaintyEw, 12);
		}
		// The field is crowded enough to be a test of more than nearest neighbours.
		expect(related.size).toBeGreaterThan(10);
	});
});
