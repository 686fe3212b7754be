import { describe, expect, test } from 'vitest';
import { imageOf } from '../run/images.fixture.ts';
import type { PreviousRun, RunImage, RunOptions } from '../run/types.ts';
import { Random } from '../stats/random.ts';
import {
	associated,
	crowdedField,
	membership,
	METHODS,
	offset,
	previousRun,
	weightOf,
	withIds
} from './crowdedFields.fixture.ts';

const DAY = 86_400_000;
const at = (east: number, north = 0, sigma = 1) => ({
	...offset({ ra: 150, dec: -30 }, east, north),
	weight: weightOf(sigma)
});

/** A run of the images that are done, to which the others are added. */
function added(
	images: RunImage[],
	isDone: (index: number) => boolean,
	fields: Partial<RunOptions> = {}
) {
	const done = images.map((_, index) => index).filter(isDone);
	const before = associated(
		done.map((index) => images[index]),
		fields
	);
	const previous = previousRun(before);
	previous.associations.image = previous.associations.image.map((image) => done[image]);
	const marked = images.map((image, index) => ({ ...image, isDone: isDone(index) }));
	return { before, previous, after: associated(marked, fields, previous) };
}

describe.each(METHODS)('%s association', (method) => {
	test('a run to which later images are added has the sources of the run of all images', () => {
		for (const seed of ['a', 'b', 'c', 'd', 'e']) {
			const images = crowdedField(seed, { ra: 359.995, dec: 25, sources: 35, epochs: 7 });
			const first = 1 + new Random(seed).integer(6);
			const { before, after } = added(images, (index) => index < first, { method });
			const whole = associated(images, { method });
			expect(membership(after, images)).toEqual(membership(whole, images));
			// The base catalogue is in another order by now, and so are the rows of an epoch.
			expect(after.s.d2d.trimmed().sort()).toEqual(whole.s.d2d.trimmed().sort());
			// Old sources keep their index and their rows.
			expect([...after.s.source.trimmed()].slice(0, before.s.n)).toEqual([
				...before.s.source.trimmed()
			]);
		}
	});

	test('the same holds when whole epochs of several images are added', () => {
		const near = crowdedField('near', { ra: 150, dec: -30, sources: 30, epochs: 4 });
		const far = crowdedField('far', {
			ra: 150,
			dec: -30.01,
			sources: 30,
			epochs: 4,
			skyRegionId: 2
		});
		const images = [...near, ...far].map((image) => ({
			...image,
			epoch: `day ${image.datetimeMs / DAY}`
		}));
		const fields = { method, epochMode: true };
		const { after } = added(images, (index) => images[index].datetimeMs < 2 * DAY, fields);
		expect(membership(after, images)).toEqual(membership(associated(images, fields), images));
	});

	test('adding nothing changes nothing', () => {
		const images = crowdedField('still', { ra: 10, dec: 0, sources: 30, epochs: 4 });
		const { before, after } = added(images, () => true, { method });
		expect(after.s).toEqual(before.s);
		expect(after.related).toEqual(before.related);
		expect([...after.c.ra.trimmed()]).toEqual([...before.c.ra.trimmed()]);
	});
});

test('an added image comes after those that are done, though it be earlier', () => {
	const images = [
		imageOf([at(0)], { day: 5 }),
		imageOf([at(6)], { day: 8 }),
		imageOf([at(-5)], { day: 1 })
	];
	const { after } = added(images, (index) => index < 2);
	expect([...after.s.image.trimmed()]).toEqual([0, 1, 2]);
	// By then the source lies at 3″; by date the first two would have been associated from −5″.
	expect([...after.s.source.trimmed()]).toEqual([0, 0, 0]);
	expect(after.s.d2d.values[2]).toBeCloseTo(8, 6);
});

test('of an epoch with done and new images only rows of the new ones are associated', () => {
	const images = [
		imageOf([at(0), at(100)], { epoch: 'A' }),
		imageOf([at(1)], { epoch: 'B', day: 1 }),
		imageOf([at(99), at(200)], { epoch: 'B', day: 1 })
	];
	const { after } = added(images, (index) => index < 2, { epochMode: true });
	expect([...after.s.image.trimmed()]).toEqual([0, 0, 1, 2, 2]);
	expect([...after.s.source.trimmed()]).toEqual([0, 1, 0, 1, 2]);
});

test('forced measurements stay with their source and its forks, but move nothing', () => {
	const forced = { ...at(0, 9), forced: true };
	const images = [
		imageOf([at(0)]),
		imageOf([forced], { day: 1 }),
		imageOf([at(0, -1), at(0, 4)], { day: 2 })
	].map((image, day) => ({ ...image, isDone: day < 2 }));
	const previous: PreviousRun = {
		associations: {
			n: 2,
			source: Int32Array.of(0, 0),
			image: Int32Array.of(0, 1),
			row: Int32Array.of(0, 0),
			d2d: new Float64Array(2),
			dr: new Float64Array(2)
		},
		sources: {
			n: 1,
			ra: Float64Array.of(150),
			dec: Float64Array.of(-30),
			uncertaintyEw: Float64Array.of(0.7 / 3600),
			uncertaintyNs: Float64Array.of(0.7 / 3600)
		},
		relations: { from: new Int32Array(0), to: new Int32Array(0) }
	};
	const { s, c } = associated(images, {}, previous);
	expect([...s.image.trimmed()]).toEqual([0, 1, 0, 1, 2, 2]);
	expect([...s.source.trimmed()]).toEqual([0, 0, 1, 1, 0, 1]);
	expect(c.dec.values[0]).toBeCloseTo(-30 - 0.5 / 3600, 10);
	expect(c.uncertaintyNs.values[0]).toBeCloseTo(Math.SQRT1_2 / 3600, 10);

	// Of the published uncertainties, which count forced rows, only the first added epoch knows.
	const deruiter = associated(images, { method: 'deruiter' }, previous);
	expect(deruiter.s.dr.values[4]).toBeCloseTo(1 / Math.hypot(0.7, 1), 6);
});

test('equal separations go to the source with the older first measurement', () => {
	const sources = [5, -5].map((north) => ({ ra: 150, dec: north / 3600 }));
	const images = [
		withIds(imageOf(sources), 10),
		withIds(imageOf([{ ra: 150, dec: 0 }], { day: 1 }), 30)
	].map((image, day) => ({ ...image, isDone: day === 0 }));
	const { previous } = added(images, (index) => index === 0);
	// Published in the other order than measured.
	previous.associations.source.reverse();
	for (const column of [previous.sources.ra, previous.sources.dec]) column.reverse();
	const { s } = associated(images, {}, previous);
	expect([...s.source.trimmed()]).toEqual([1, 0, 1]);
});
