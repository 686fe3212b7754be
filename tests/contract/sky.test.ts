import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import { fieldTouches } from '#science/sky/coverage.ts';
import { boxCorners } from '#science/sky/boxCorners.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { Random } from '#science/stats/random.ts';
import { markImage } from '#server/commands/images/markImage.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { skyCoverAnswer } from '#server/queries/skyCover.ts';
import { skyObjects } from '#server/queries/skyObjects.ts';
import { skyPage } from '#server/queries/skyPage.ts';
import { answer } from '#server/queries/sources/answer.ts';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import { collection, store } from '#server/store/client.ts';
import { objectsOnMap } from '#server/store/skyMap.ts';
import { commandId, makeObject, makeRun, makeUser, ownInstallation } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();
let ana: User;
let eve: User;

const random = new Random(41);
/** Images of 2° by 1° around 0 h, far enough south for right ascension to be narrow. */
const fields = Array.from({ length: 12 }, (_, i) => ({
	id: i + 1,
	ra: (360 + random.between(-6, 6)) % 360,
	dec: random.between(-62, -58)
}));
const objects: { id: string; ra: number; dec: number }[] = [];
const rectangleOf = ({ ra, dec }: { ra: number; dec: number }) => ({
	...{ ra, dec },
	...{ widthDeg: 2, heightDeg: 1 }
});
const cover = (address: string, user: User | null = eve) =>
	skyCoverAnswer(user, new URLSearchParams(address));
const page = (address = '', user = eve) => skyPage(user, new URLSearchParams(address));

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	eve = await makeUser('eve', 'viewer');
	for (const { id, ra, dec } of fields)
		await makeImage(id, [], {
			...{ ra, dec, skyRegionId: id, physicalBmin: 2, physicalBmaj: 1 },
			...{ fovBmin: 1.2, fovBmaj: 1.2, frequencyMhz: id % 2 === 0 ? 1367.5 : 887.5 }
		});
	// A second epoch of the first field.
	await makeImage(20, [], {
		...fields[0],
		...{ id: 20, skyRegionId: 1, physicalBmin: 2, physicalBmaj: 1, fovBmin: 1.2 }
	});
	for (let n = 0; n < 150; n++) {
		const at = { ra: (360 + random.between(-6, 6)) % 360, dec: random.between(-62, -58) };
		objects.push({ id: (await makeObject(at)).id, ...at });
	}
	await makeRun(1, 'first');
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: 1 },
		{ $set: { imageIds: [1, 2, 3] } }
	);
});

describe('what covers a place', () => {
	test('is every image whose rectangle holds the point and no other, across 0 h', async () => {
		let covered = 0;
		for (let n = 0; n < 40; n++) {
			const at = { ra: (360 + random.between(-6, 6)) % 360, dec: random.between(-62, -58) };
			const wanted = fields
				.filter((field) =>
					fieldTouches(rectangleOf(field), { kind: 'circle', ...at, radiusDeg: 0 })
				)
				.map(({ id }) => id);
			if (wanted.includes(1)) wanted.push(20);
			covered += wanted.length;
			const { images, nImages } = await cover(`at=${at.ra} ${at.dec}`);
			expect(images.map(({ id }) => id).sort((a, b) => a - b)).toEqual(wanted);
			expect(nImages).toBe(wanted.length);
		}
		expect(covered).toBeGreaterThan(10);
	});

	test('of a circle and of a box has the objects inside, and the images that touch it', async () => {
		const round = await cover('at=359.5 -60&radius=1.5&radiusUnit=deg');
		const inside = objects.filter(({ ra, dec }) => separationDeg(359.5, -60, ra, dec) <= 1.5);
		expect(inside.length).toBeGreaterThan(5);
		expect(round.nObjects).toBe(inside.length);
		expect(new Set(round.objects.map(({ id }) => id))).toEqual(new Set(inside.map(({ id }) => id)));

		const box = await cover('at=359.5 -60&width=3&height=1');
		const corners = boxCorners(359.5, -60, { widthDeg: 3, heightDeg: 1 });
		const touching = fields.filter((field) =>
			fieldTouches(rectangleOf(field), { kind: 'polygon', corners })
		);
		expect(box.images.map(({ id }) => id).filter((id) => id !== 20)).toHaveLength(touching.length);
		expect(box.corners).toHaveLength(4);
	});

	test('sums up epochs and time on source by band, and names the runs', async () => {
		const { bands, runs, images } = await cover(`at=${fields[0].ra} ${fields[0].dec}`);
		const low = images.filter(({ frequencyMhz }) => frequencyMhz < 1000);
		expect(bands[0]).toEqual({
			frequencyMhz: 888,
			nImages: low.length,
			seconds: 600 * low.length
		});
		const own = images.filter(({ id }) => [1, 2, 3].includes(id));
		expect(runs).toEqual([{ id: 1, name: 'first', nImages: own.length }]);
	});

	test('leads to a query for the same part of the sky that is understood', async () => {
		for (const address of ['at=10 -60', 'at=10 -60&radius=3', 'at=10 -60&width=1&height=2']) {
			const { sourcesHref } = await cover(address);
			const { query, problems } = readSourceQuery(new URL(sourcesHref, 'http://here').searchParams);
			expect(problems).toEqual([]);
			await expect(answer(eve, query)).resolves.toMatchObject({ count: 0 });
		}
	});

	test('leaves out images as they are marked', async () => {
		const at = `at=${fields[1].ra} ${fields[1].dec}`;
		await markImage(
			{ user: ana },
			{ commandId: commandId(), imageId: 2, mark: 'bad', reason: 'stripes' }
		);
		expect((await cover(at)).images.find(({ id }) => id === 2)?.mark).toBe('bad');
		expect((await cover(`${at}&mark=notBad`)).images.map(({ id }) => id)).not.toContain(2);
		expect((await page('mark=bad')).pointings.map(({ id }) => id)).toEqual([2]);
	});

	test.each([
		['', 'at'],
		['at=nowhere at all', 'at'],
		['at=21 29 45.29 95 00 00', 'at'],
		['at=10 -60&radius=-1', 'radius'],
		['at=10 -60&radius=30&radiusUnit=deg', 'radius'],
		['at=10 -60&radius=x', 'radius'],
		['at=10 -60&radiusUnit=parsec', 'radiusUnit'],
		['at=10 -60&width=1', 'height'],
		['at=10 -60&height=1', 'width'],
		['at=10 -60&width=0&height=1', 'width'],
		['at=10 -60&width=99&height=1', 'width'],
		['width=1&height=1', 'at'],
		['at[$ne]=1', 'at[$ne]'],
		['at=10 -60&run=x', 'run'],
		['at=10 -60&from=2024-13-01', 'from']
	])('refuses %s and names the field', async (address, field) => {
		await expect(cover(address)).rejects.toMatchObject({ code: 'Invalid', field });
		// The page stands, and says so.
		const { problems } = await page(address);
		if (address !== '') expect(problems.map((problem) => problem.field)).toContain(field);
	});

	test('is not for strangers', async () => {
		await expect(cover('at=10 -60', null)).rejects.toMatchObject({ code: 'NotSignedIn' });
		await expect(skyObjects(null, {})).rejects.toMatchObject({ code: 'NotSignedIn' });
	});
});

describe('the map', () => {
	test('has each field once, with how many images show it', async () => {
		const { pointings, nImages, nObjects } = await page();
		expect(pointings).toHaveLength(fields.length);
		expect(pointings.find(({ id }) => id === 1)).toMatchObject({ nImages: 2, widthDeg: 2 });
		expect(nImages).toBe(13);
		expect(nObjects).toBe(objects.length);
		expect((await page('run=1')).pointings.map(({ id }) => id)).toEqual([1, 2, 3]);
		expect((await page('from=2024-01-02&to=2024-01-02')).pointings.map(({ id }) => id)).toEqual([
			2
		]);
	});

	test('has one’s own favourites and nobody else’s', async () => {
		await toggleFavourite({ user: eve }, { commandId: commandId(), objectId: objects[0].id });
		const own = (await page()).markers;
		expect(own).toMatchObject([{ kind: 'favourite', href: `/objects/${objects[0].id}` }]);
		expect((await page('', ana)).markers).toEqual([]);
		expect((await page('favourites=off')).markers).toEqual([]);
	});

	test('counts every object once, whether one by one or by cells', async () => {
		const circle = { ra: 0, dec: -60, radiusDeg: 180 };
		const all = await objectsOnMap(store(), circle, { most: 5000, cellDeg: 1 });
		expect(all.kind === 'points' && all.objects.length).toBe(objects.length);
		const crowd = await objectsOnMap(store(), circle, { most: 10, cellDeg: 1 });
		if (crowd.kind !== 'density') throw new Error('More than ten were to be counted.');
		expect(crowd.total).toBe(objects.length);
		// Each object lies within its cell's reach.
		for (const { ra, dec } of objects) {
			const nearest = Math.min(
				...crowd.cells.map((cell) => separationDeg(ra, dec, cell.ra, cell.dec))
			);
			expect(nearest).toBeLessThan(1);
		}
	});

	test.each([
		[{ ra: '0', dec: '0' }, 'radius'],
		[{ ra: '0', dec: '0', radius: '181' }, 'radius'],
		[{ ra: '0', dec: '99', radius: '1' }, 'dec'],
		[{ ra: { $gt: '' }, dec: '0', radius: '1' }, 'ra']
	])('refuses objects of %j', async (question, field) => {
		await expect(skyObjects(eve, question)).rejects.toMatchObject({ code: 'Invalid', field });
	});
});
