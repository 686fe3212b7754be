import { describe, expect, test } from 'vitest';
import { imageOf } from '../run/images.fixture.ts';
import type { RunImage } from '../run/types.ts';
import { Random } from '../stats/random.ts';
import {
	associated,
	crowdedField,
	membership,
	METHODS,
	offset,
	previousRun
} from './crowdedFields.fixture.ts';
import { skyGroups } from './skyGroups.ts';

/** An image of region `id`, centred `east` degrees from the others. */
const region = (id: number, east: number, xtrRadius = 1) =>
	imageOf([], { ra: 100 + east, dec: 0, xtrRadius, skyRegionId: id });
const groupsOf = (images: RunImage[]) => [...skyGroups(images).groupOf];

test('regions within 1.1 radii are neighbours, and neighbours of neighbours share a group', () => {
	expect(groupsOf([region(1, 0), region(2, 1.09), region(3, 2.18)])).toEqual([0, 0, 0]);
	expect(groupsOf([region(1, 0), region(2, 1.11)])).toEqual([0, 1]);
});

test('the larger of two circles reaches for both', () => {
	expect(groupsOf([region(1, 0, 0.1), region(2, 1, 1)])).toEqual([0, 0]);
});

test('a region that links two groups makes them one, and groups count by the order of the regions', () => {
	const images = [region(9, 30), region(1, 0), region(2, 2), region(7, 1), region(4, 60)];
	expect(groupsOf(images)).toEqual([2, 0, 0, 0, 1]);
	expect(skyGroups(images).count).toBe(3);
});

test('groups do not depend on the order of the images', () => {
	const random = new Random('groups');
	const images = Array.from({ length: 40 }, (_, id) =>
		region(id, random.between(0, 60), random.between(0.2, 1.5))
	);
	const reversed = [...images].reverse();
	expect(groupsOf(reversed).reverse()).toEqual(groupsOf(images));
});

describe.each(METHODS)('fields that do not touch, %s association', (method) => {
	const fields = [10, 0, 359, 200, 201.5].map((ra, k) =>
		crowdedField(`field ${k}`, { ra, dec: 10 * k, sources: 30, epochs: 4, skyRegionId: k + 1 })
	);
	/** All fields of a day in one epoch. */
	const images = fields.flat().map((image) => ({ ...image, epoch: `day ${image.datetimeMs}` }));

	test.each([false, true])('have the sources they have together, epoch mode %s', (epochMode) => {
		const serial = associated(images, { method, epochMode });
		const parallel = associated(images, { method, epochMode, parallel: true });
		expect(membership(parallel, images)).toEqual(membership(serial, images));
		expect([...parallel.c.ra.trimmed()].sort()).toEqual([...serial.c.ra.trimmed()].sort());
	});

	test('have the sources they have when images of some of them are added later', () => {
		const isDone = images.map((image, k) => image.datetimeMs < 2 * 86_400_000 || k < 4);
		const before = associated(
			images.filter((_, k) => isDone[k]),
			{ method, parallel: true }
		);
		const place = images.map((_, k) => k).filter((k) => isDone[k]);
		const previous = previousRun(before);
		previous.associations.image = previous.associations.image.map((image) => place[image]);
		const after = associated(
			images.map((image, k) => ({ ...image, isDone: isDone[k] })),
			{ method, parallel: true },
			previous
		);
		const whole = associated(images, { method });
		expect(membership(after, images)).toEqual(membership(whole, images));
	});
});

test('what is close on the sky, but in regions of different groups, is not associated', () => {
	const edge = offset({ ra: 100.7, dec: 0 }, 0);
	const images = [
		imageOf([edge], { ra: 100, dec: 0, skyRegionId: 1 }),
		imageOf([edge], { ra: 101.4, dec: 0, skyRegionId: 2, day: 1 })
	];
	expect(associated(images, { parallel: false }).c.n).toBe(1);
	expect(associated(images, { parallel: true }).c.n).toBe(2);
});
