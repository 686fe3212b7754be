import { describe, expect, test } from 'vitest';
import { orderEpochs } from '../run/epochs.ts';
import { basicOptions, imageOf, type FixtureMeasurement } from '../run/images.fixture.ts';
import { separationDeg } from '../sky/separation.ts';
import { Random } from '../stats/random.ts';
import type { RunImage, RunOptions } from '../run/types.ts';
import { associate } from './associate.ts';
import { associated, METHODS, offset } from './crowdedFields.fixture.ts';

const ARCSEC = 1 / 3600;
const at = (east: number, north = 0, fields: Partial<FixtureMeasurement> = {}) => ({
	...offset({ ra: 150, dec: -30 }, east, north),
	...fields
});

/** Sources of S row by row, in the order of association. */
function sourcesOf(images: RunImage[], fields?: Partial<RunOptions>): number[] {
	return [...associated(images, fields).s.source.trimmed()];
}

test('two measurements within the radius become one source', () => {
	expect(sourcesOf([imageOf([at(0)]), imageOf([at(9)], { day: 1 })])).toEqual([0, 0]);
});

test('two measurements further apart than the radius stay two sources', () => {
	expect(sourcesOf([imageOf([at(0)]), imageOf([at(11)], { day: 1 })])).toEqual([0, 1]);
});

test('a separation of exactly the radius is within it', () => {
	const [a, b] = [at(0), at(0, 7)];
	const radiusArcsec = separationDeg(a.ra, a.dec, b.ra, b.dec) * 3600;
	const images = [imageOf([a]), imageOf([b], { day: 1 })];
	expect(sourcesOf(images, { radiusArcsec })).toEqual([0, 0]);
	expect(sourcesOf(images, { radiusArcsec: radiusArcsec * (1 - 1e-12) })).toEqual([0, 1]);
});

test('a measurement goes to the nearest of two sources, of equally near ones to the first', () => {
	expect(sourcesOf([imageOf([at(0), at(8)]), imageOf([at(5)], { day: 1 })])).toEqual([0, 1, 1]);
	const mirrored = [
		{ ra: 150, dec: 5 * ARCSEC },
		{ ra: 150, dec: -5 * ARCSEC }
	];
	const between = [{ ra: 150, dec: 0 }];
	expect(sourcesOf([imageOf(mirrored), imageOf(between, { day: 1 })])).toEqual([0, 1, 0]);
});

test('images are taken by date whatever their order in the config', () => {
	const { s } = associated([imageOf([at(0)], { day: 9 }), imageOf([at(1), at(60)], { day: 2 })]);
	expect([...s.image.trimmed()]).toEqual([1, 1, 0]);
});

test('a source matched twice forks: the nearer keeps it, the other takes a copy of the history', () => {
	const state = associated([
		imageOf([at(0)]),
		imageOf([at(1)], { day: 1 }),
		imageOf([at(6), at(-4), at(100)], { day: 2 })
	]);
	// Histories of the forks come before the epoch's own rows; fork ids before those of new sources.
	expect([...state.s.source.trimmed()]).toEqual([0, 0, 1, 1, 1, 0, 2]);
	expect([...state.s.image.trimmed()]).toEqual([0, 1, 0, 1, 2, 2, 2]);
	expect(state.related).toEqual(
		new Map([
			[0, new Set([1])],
			[1, new Set([0])]
		])
	);
});

test('of three rows on one source the forks are numbered by distance', () => {
	const state = associated([imageOf([at(0)]), imageOf([at(7), at(2), at(-5)], { day: 1 })]);
	expect([...state.s.source.trimmed()]).toEqual([0, 1, 2, 2, 0, 1]);
	expect([...(state.related.get(0) ?? [])]).toEqual([1, 2]);
	expect([...(state.related.get(2) ?? [])]).toEqual([0]);
});

test('a position is the weighted mean of the measurements, forced ones left out', () => {
	const images = [
		imageOf([at(0, 0, { weight: 1 })]),
		imageOf([at(0, 4, { weight: 3 }), at(0, 9, { weight: 100, forced: true })], { day: 1 })
	];
	const { s, c } = associated(images);
	expect(s.n).toBe(2);
	expect(c.dec.values[0]).toBeCloseTo(-30 + 3 * ARCSEC, 12);
	expect(c.uncertaintyNs.values[0]).toBeCloseTo(0.5, 12);
});

test.each([0, 0.1, 180, 360])('a source on either side of RA %s° is one source', (seam) => {
	const around = [-1, 1, -2, 2].map((arcsec) => (seam + arcsec * ARCSEC + 360) % 360);
	const images = around.map((ra, day) => imageOf([{ ra, dec: 10 }], { day }));
	const { c } = associated(images);
	expect(c.n).toBe(1);
	expect(Math.abs(((c.ra.values[0] - seam + 540) % 360) - 180)).toBeLessThan(1e-10);
});

test('in epoch mode a source in two images of an epoch is kept where it is nearer to the centre', () => {
	const left = imageOf([at(0)], { ra: 149.9, epoch: 'A' });
	const right = imageOf([at(1), at(-200)], { ra: 150.2, epoch: 'A', day: 1 });
	const later = imageOf([at(0)], { epoch: 'B', day: 2 });
	const { s } = associated([left, right, later], { epochMode: true });
	// By ascending RA: the lone row of the right image, then the left image's.
	expect([...s.image.trimmed()]).toEqual([1, 0, 2]);
	expect([...s.source.trimmed()]).toEqual([0, 1, 1]);
});

test('two close rows of one image are no duplicates of each other', () => {
	const images = [imageOf([at(0), at(1)], { epoch: 'A' }), imageOf([], { epoch: 'A', day: 1 })];
	expect(sourcesOf(images, { epochMode: true })).toEqual([0, 1]);
});

test('a duplicate goes even if the row that removes it is a duplicate itself', () => {
	const chain = [0, 2, 4].map((east, day) =>
		imageOf([at(east)], { epoch: 'A', day, ra: 150, dec: -30 })
	);
	expect(associated(chain, { epochMode: true }).s.n).toBe(1);
});

test('an epoch without measurements changes nothing', () => {
	const images = [imageOf([at(0)]), imageOf([], { day: 1 }), imageOf([at(1)], { day: 2 })];
	expect(sourcesOf(images)).toEqual([0, 0]);
	expect(sourcesOf([imageOf([]), imageOf([at(0)], { day: 1 })])).toEqual([0]);
});

test('every measurement belongs to a source, and no source is further from its match than the radius', () => {
	const random = new Random(3);
	const images = [0, 1, 2, 3].map((day) =>
		imageOf(
			Array.from({ length: 400 }, () => at(600 * random.uniform(), 600 * random.uniform())),
			{ day }
		)
	);
	const { s, c } = associated(images);
	const seen = new Set([...s.image.trimmed()].map((image, k) => `${image} ${s.row.values[k]}`));
	expect(seen.size).toBe(1600);
	expect(Math.max(...s.d2d.trimmed())).toBeLessThanOrEqual(10);
	expect(new Set(s.source.trimmed()).size).toBe(c.n);
});

test('progress is told after each epoch, and what it throws stops the association', () => {
	const images = [0, 1, 2].map((day) => imageOf([at(0)], { day, isDone: day === 0 }));
	const told: number[] = [];
	const onEpoch = (done: number) => {
		told.push(done);
		if (done === 2) throw new Error('cancelled');
	};
	const epochs = orderEpochs(images, false);
	expect(() => associate(images, epochs, basicOptions, { onEpoch })).toThrow('cancelled');
	expect(told).toEqual([1, 2]);
});

describe.each(METHODS)('with %s association', (method) => {
	test('a measurement without a position belongs to no source', () => {
		const nowhere = { ra: NaN, dec: NaN };
		const images = [imageOf([at(0), nowhere]), imageOf([nowhere, at(0)], { day: 1 })];
		const { s, c } = associated(images, { method });
		expect([...s.row.trimmed()]).toEqual([0, 1]);
		expect(c.n).toBe(1);
	});

	test.each([NaN, 0, Infinity])('a weight of %s moves no source', (weight) => {
		const images = [
			imageOf([at(0), at(60)]),
			imageOf([at(0, 4, { weight }), at(62)], { day: 1 }),
			imageOf([at(0), at(64)], { day: 2 })
		];
		const { c } = associated(images, { method });
		expect(c.dec.values[0]).toBe(-30);
		expect(c.ra.values[1]).toBeCloseTo(at(62).ra, 10);
	});
});

test('a source without a usable weight is where it was first measured, and matches nothing by uncertainty', () => {
	const images = [0, 1].map((day) => imageOf([at(day, 0, { weight: NaN })], { day }));
	const { s, c } = associated(images, { method: 'advanced' });
	expect([...s.source.trimmed()]).toEqual([0, 0]);
	expect(c.ra.values[0]).toBe(150);
	expect(sourcesOf(images, { method: 'deruiter' })).toEqual([0, 1]);
});
