import { describe, expect, test } from 'vitest';
import { imageOf, type FixtureMeasurement } from '../run/images.fixture.ts';
import { associated, crowdedField, offset, weightOf } from './crowdedFields.fixture.ts';

const at = (east: number, north = 0, fields: Partial<FixtureMeasurement> = {}) => ({
	...offset({ ra: 150, dec: -30 }, east, north),
	weight: weightOf(1),
	...fields
});
const advanced = { method: 'advanced' } as const;
const deruiter = { method: 'deruiter' } as const;

/** Related sources of every source that has some, in order. */
function relationsOf({ related }: ReturnType<typeof associated>) {
	return Object.fromEntries([...related].map(([source, others]) => [source, [...others].sort()]));
}

describe('advanced association', () => {
	test('a row within the radius of two sources belongs to both, which become related', () => {
		const state = associated([imageOf([at(0), at(14)]), imageOf([at(6)], { day: 1 })], advanced);
		expect([...state.s.source.trimmed()]).toEqual([0, 1, 0, 1]);
		expect([...state.s.d2d.trimmed()].map(Math.round)).toEqual([0, 0, 6, 8]);
		expect(relationsOf(state)).toEqual({ 0: [1], 1: [0] });
	});

	test('of two rows and two sources that all match, each row keeps its nearest source', () => {
		const images = [imageOf([at(0), at(6)]), imageOf([at(5), at(1)], { day: 1 })];
		const state = associated(images, advanced);
		// In the order of the sources, then of the rows.
		expect([...state.s.source.trimmed()]).toEqual([0, 1, 0, 1]);
		expect([...state.s.row.trimmed()]).toEqual([0, 1, 1, 0]);
		expect(state.related.size).toBe(0);
	});

	test('a row equally near to two crowded sources keeps both', () => {
		const sources = [at(0, 5), at(0, -5)].map(({ dec }) => ({ ra: 150, dec: dec + 30 }));
		const rows = [{ ra: 150, dec: 0 }, ...sources];
		const state = associated([imageOf(sources), imageOf(rows, { day: 1 })], advanced);
		// Source 0 takes its own row 1 and forks for row 0; likewise source 1.
		expect(state.c.n).toBe(4);
		expect(relationsOf(state)).toEqual({ 0: [2], 1: [3], 2: [0, 3], 3: [1, 2] });
	});

	test('a candidate is no rival for a row whose other source has only that row', () => {
		// Row 0 matches source 0 (which also matches row 1) and source 1 (which matches nothing else).
		const images = [imageOf([at(0), at(17)]), imageOf([at(9), at(-2)], { day: 1 })];
		const state = associated(images, advanced);
		// Not many-to-many: row 0 keeps source 0 at 9″ besides source 1 at 8″, so source 0 forks for it.
		expect([...state.s.source.trimmed()]).toEqual([0, 1, 2, 2, 0, 1]);
		expect(relationsOf(state)).toEqual({ 0: [2], 1: [2], 2: [0, 1] });
	});

	test('forks are numbered before new sources, but new sources come first in the base catalogue', () => {
		const images = [
			imageOf([at(0)]),
			// Source 0 forks into 1; the row far off becomes 2.
			imageOf([at(-4), at(4), at(-4, 300)], { day: 1 }),
			// Candidates in the order of the base catalogue: 0, 2, 1.
			imageOf([at(4), at(-4), at(-4, 300)], { day: 2 })
		];
		const { s } = associated(images, { ...advanced, radiusArcsec: 5 });
		expect([...s.source.trimmed()]).toEqual([0, 1, 0, 1, 2, 0, 2, 1]);
	});

	test('a fork inherits no relations', () => {
		const images = [
			imageOf([at(0), at(14)]),
			imageOf([at(7)], { day: 1 }),
			// Within reach of source 0, now at 3.5″, but not of source 1 at 10.5″.
			imageOf([at(-1), at(-4)], { day: 2 })
		];
		expect(relationsOf(associated(images, advanced))).toEqual({ 0: [1, 2], 1: [0], 2: [0] });
	});
});

describe('de Ruiter association', () => {
	test('the uncertainties decide, not the distance', () => {
		const good = [imageOf([at(0)]), imageOf([at(9)], { day: 1 })];
		expect(associated(good, deruiter).c.n).toBe(2);
		const poor = good.map((image, day) =>
			imageOf([at(9 * day, 0, { weight: weightOf(3) })], { day })
		);
		const { s, c } = associated(poor, deruiter);
		expect(c.n).toBe(1);
		expect(s.dr.values[1]).toBeCloseTo(9 / Math.hypot(3, 3), 6);
		expect(s.d2d.values[1]).toBeCloseTo(9, 6);
	});

	test('the limit of the radius is inclusive', () => {
		const images = [imageOf([at(0)]), imageOf([at(0, 4)], { day: 1 })];
		const deruiterRadius = associated(images, deruiter).s.dr.values[1];
		expect(deruiterRadius).toBeCloseTo(4 / Math.SQRT2, 6);
		expect(associated(images, { ...deruiter, deruiterRadius }).c.n).toBe(1);
		const less = { ...deruiter, deruiterRadius: deruiterRadius * (1 - 1e-12) };
		expect(associated(images, less).c.n).toBe(2);
	});

	test('nothing further than so many half beams of the widest image of the epoch is looked at', () => {
		const poor = { weight: weightOf(10) };
		const images = (beams: number[]) => [
			imageOf([at(0, 0, poor)], { epoch: 'A' }),
			...beams.map((beam, k) =>
				imageOf(k ? [] : [at(11, 0, poor)], { epoch: 'B', day: 1, beamBmaj: beam / 3600 })
			)
		];
		const epochs = { ...deruiter, epochMode: true };
		expect(associated(images([14]), epochs).c.n).toBe(2);
		expect(associated(images([15]), epochs).c.n).toBe(1);
		expect(associated(images([14, 15]), epochs).c.n).toBe(1);
	});

	test('a position that has been measured often is certain, so that it matches less', () => {
		const images = [0, 0, 0, 0, 6].map((east, day) => imageOf([at(east)], { day }));
		const { s } = associated(images, deruiter);
		// σ² of the mean of four is a quarter of that of one.
		expect(s.dr.values[4]).toBeCloseTo(6 / Math.hypot(0.5, 1), 6);
	});

	test('the better match keeps the source, though it be further away', () => {
		const vague = { weight: weightOf(5) };
		const images = [imageOf([at(0)]), imageOf([at(3), at(-5, 0, vague)], { day: 1 })];
		const { s } = associated(images, deruiter);
		expect([...s.source.trimmed()]).toEqual([0, 1, 1, 0]);
	});
});

test.each(['advanced', 'deruiter'] as const)(
	'%s association leaves no row out, and relations hold both ways',
	(method) => {
		for (const seed of ['a', 'b', 'c', 'd']) {
			const images = crowdedField(seed, { ra: 200, dec: 20, sources: 60, epochs: 5 });
			const { s, c, related } = associated(images, { method });
			const rows = new Set(s.image.trimmed().map((image, k) => 1000 * image + s.row.values[k]));
			expect(rows.size).toBe(images.reduce((sum, { measurements }) => sum + measurements.n, 0));
			const pairs = new Set(
				s.source
					.trimmed()
					.map((source, k) => 1e6 * source + 1000 * s.image.values[k] + s.row.values[k])
			);
			expect(pairs.size).toBe(s.n);
			expect(new Set(s.source.trimmed()).size).toBe(c.n);
			for (const [source, others] of related) {
				for (const other of others) expect(related.get(other)).toContain(source);
			}
		}
	}
);
