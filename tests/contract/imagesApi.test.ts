import type { RequestEvent } from '@sveltejs/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcomes } from '#server/hooks/outcomes.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { GET as getImages } from '../../src/routes/api/v1/images/+server.ts';
import { GET as getImage } from '../../src/routes/api/v1/images/[id]/+server.ts';
import { GET as getOfImage } from '../../src/routes/api/v1/images/[id]/measurements/+server.ts';
import { GET as getMeasurements } from '../../src/routes/api/v1/measurements/+server.ts';
import { GET as getMeasurement } from '../../src/routes/api/v1/measurements/[id]/+server.ts';
import { makeUser, ownInstallation } from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();
const IMAGES = 60;
/** Of the first image; the others have none. */
const MEASUREMENTS = 70;
const FIRST_ID = 1001;
let eve: User;

beforeAll(async () => {
	eve = await makeUser('eve', 'viewer');
	const catalogue = Array.from({ length: MEASUREMENTS }, (_, i) => ({
		...{ id: FIRST_ID + i, ra: 150 + i / 1000, dec: -30, flux: 1 + ((i * 37) % MEASUREMENTS) }
	}));
	for (let image = 1; image <= IMAGES; image++)
		await makeImage(image, image === 1 ? catalogue : [], { rmsMedian: image % 7 });
});

interface Body {
	count: number;
	page: number;
	size: number;
	rows: { id: number }[];
	id: number;
	code?: string;
	field?: string;
	reason?: string;
}

/** What a route answers to the very text that a client sends. */
async function ask(
	route: unknown,
	query: string,
	{ user = eve, id = '' }: { user?: User | null; id?: string } = {}
): Promise<{ status: number; body: Body }> {
	const url = new URL(`http://localhost/api/v1?${query}`);
	// A route reads no more of its event than this.
	const event = { url, params: { id }, locals: { user, outcomes: outcomes(user) } };
	const handler = route as (event: RequestEvent) => Promise<Response>;
	const response = await handler(event as unknown as RequestEvent);
	expect(response.headers.get('content-type')).toMatch(/^application\/json/);
	// What the routes promise, each its part.
	return { status: response.status, body: (await response.json()) as Body };
}

/** Page after page, until one is empty. */
async function walked(route: unknown, query: string, id = ''): Promise<number[]> {
	const ids: number[] = [];
	for (let page = 1; ; page++) {
		const { status, body } = await ask(route, `${query}&size=25&page=${page}`, { id });
		expect(status).toBe(200);
		expect(body).toMatchObject({ page, size: 25 });
		if (body.rows.length === 0) break;
		expect(ids.length + body.rows.length).toBeLessThanOrEqual(body.count);
		ids.push(...body.rows.map((row) => row.id));
	}
	return ids;
}

const wholeNumbers = (count: number, first: number) =>
	Array.from({ length: count }, (_, i) => first + i);

describe('images over the API', () => {
	test('come page by page, every one once, in any order', async () => {
		expect(await walked(getImages, 'sort=datetime')).toEqual(wholeNumbers(IMAGES, 1));
		const byRms = await walked(getImages, 'sort=rmsMedian&order=desc');
		expect(byRms.map((id) => id % 7)).toEqual([...byRms].map((id) => id % 7).sort((a, b) => b - a));
		expect([...byRms].sort((a, b) => a - b)).toEqual(wholeNumbers(IMAGES, 1));
	});

	test('tell how many fit, whatever the page, and no paths of the server', async () => {
		const { body } = await ask(getImages, 'name=image1&page=9');
		expect(body).toMatchObject({ count: 11, rows: [] });
		const whole = JSON.stringify((await ask(getImages, 'size=100')).body);
		expect(whole).not.toContain('/nowhere/');
	});

	test('are found by their number, or are not there', async () => {
		expect((await ask(getImage, '', { id: '7' })).status).toBe(200);
		expect(await ask(getImage, '', { id: '777' })).toMatchObject({
			status: 404,
			body: { code: 'NotFound', field: 'id' }
		});
	});
});

describe('measurements over the API', () => {
	test('come page by page, of all images and of one', async () => {
		const all = wholeNumbers(MEASUREMENTS, FIRST_ID);
		expect(await walked(getMeasurements, '')).toEqual(all);
		const byFlux = await walked(getOfImage, 'sort=fluxPeak&order=desc', '1');
		expect([...byFlux].sort((a, b) => a - b)).toEqual(all);
		expect(byFlux[0]).not.toBe(FIRST_ID);
		expect(await walked(getOfImage, '', '2')).toEqual([]);
	});

	test('around a position are counted', async () => {
		const { body } = await ask(getMeasurements, 'at=150 -30&radius=9&radiusUnit=arcsec');
		expect(body.rows.map(({ id }) => id)).toEqual([1001, 1002, 1003]);
	});

	test('are found by their number, or are not there', async () => {
		expect((await ask(getMeasurement, '', { id: String(FIRST_ID) })).status).toBe(200);
		expect((await ask(getMeasurement, '', { id: '999999' })).status).toBe(404);
	});
});

describe('both', () => {
	const lists = { images: getImages, measurements: getMeasurements };

	test.each([
		['images', 'band=x', 'band', /by its number/],
		['images', 'run=-1', 'run', /by its number/],
		['images', 'from=2024-02-30', 'from', /no such day/],
		['images', 'mark=ugly', 'mark', /one of any/],
		['images', 'sort=price', 'sort', /sorted by one of/],
		['images', 'order=up', 'order', /asc or desc/],
		['images', 'page=0', 'page', /from 1/],
		['images', 'size=7', 'size', /25, 50/],
		['images', 'colour=red', 'colour', /./],
		['images', 'name[$ne]=x', 'name[$ne]', /./],
		['measurements', 'at=nowhere', 'at', /./],
		['measurements', 'at=10 10&radius=0', 'radius', /above 0/],
		['measurements', 'radiusUnit=parsec', 'radiusUnit', /one of/],
		['measurements', 'image=first', 'image', /./],
		['measurements', 'image[$gt]=0', 'image[$gt]', /./],
		['measurements', 'sort=fluxPeak', 'sort', /Name an image or a position/]
	] as const)('refuse %s?%s, naming the field', async (list, query, field, reason) => {
		const { status, body } = await ask(lists[list], query);
		expect(status).toBe(400);
		expect(body).toMatchObject({ code: 'Invalid', field });
		expect(body.reason).toMatch(reason);
	});

	test('refuse who has not signed in', async () => {
		for (const route of [getImages, getMeasurements, getImage, getMeasurement, getOfImage]) {
			const { status, body } = await ask(route, '', { user: null, id: '1' });
			expect(status).toBe(401);
			expect(body).toMatchObject({ code: 'NotSignedIn' });
		}
	});

	test('answer any text with an answer or a reason', async () => {
		const random = new Random('images api');
		const names = ['name', 'run', 'band', 'from', 'mark', 'sort', 'page', 'size', 'at', 'image'];
		const texts = [
			'',
			'0',
			'-1',
			'1e999',
			'NaN',
			'\0',
			'{"$gt":""}',
			'../../etc',
			'💥',
			'2024-05-31'
		];
		for (let k = 0; k < 200; k++) {
			const query = new URLSearchParams();
			for (let i = 0; i <= random.integer(3); i++)
				query.append(
					names[random.integer(names.length)],
					texts[random.integer(texts.length)].repeat(1 + random.integer(2))
				);
			for (const route of Object.values(lists)) {
				const { status, body } = await ask(route, query.toString());
				expect([200, 400, 404], query.toString()).toContain(status);
				if (status !== 200) expect(body.reason, query.toString()).toBeTruthy();
			}
		}
	});
});
