import type { RequestEvent } from '@sveltejs/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { outcomes } from '#server/hooks/outcomes.ts';
import { sourcesPage } from '#server/queries/sources/sourcesPage.ts';
import { QUERY_PARAMETERS } from '#schema/sourceQueryAddress.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { GET as getList } from '../../src/routes/api/v1/sources/+server.ts';
import { GET as getColumns } from '../../src/routes/api/v1/sources/columns/+server.ts';
import { GET as getOne } from '../../src/routes/api/v1/sources/[id]/+server.ts';
import { GET as getMeasurements } from '../../src/routes/api/v1/sources/[id]/measurements/+server.ts';
import { GET as getRelated } from '../../src/routes/api/v1/sources/[id]/related/+server.ts';
import { insertAll, makeRun, makeUser, newSource, ownInstallation } from './builders.ts';

ownInstallation();
let eve: User;

beforeAll(async () => {
	eve = await makeUser('eve', 'viewer');
	await makeRun(1, 'first');
	await insertAll(
		Array.from({ length: 60 }, (_, i) =>
			newSource(100 + i, { runId: 1, ra: i, dec: -i, etaPeak: i % 7 === 0 ? NaN : i % 10 })
		)
	);
});

/** The answer of a route to this address, from the very text a client sends. */
async function ask(
	route: unknown,
	query: string,
	{ user = eve, id = '' }: { user?: User | null; id?: string } = {}
): Promise<Response> {
	const url = new URL(`http://localhost/api/v1/sources?${query}`);
	// A route reads no more of its event than this.
	const event = { url, params: { id }, locals: { user, outcomes: outcomes(user) } };
	const handler = route as (event: RequestEvent) => Promise<Response>;
	return handler(event as unknown as RequestEvent);
}

async function asked(query: string) {
	const response = await ask(getList, query);
	// What the route promises.
	const body = (await response.json()) as {
		count: number;
		rows: { id: number; etaPeak: number | null }[];
		next: number | null;
		field?: string;
		reason?: string;
	};
	return { status: response.status, ...body };
}

describe('sources over the API', () => {
	test('are walked by `after`, every one once, in any order', async () => {
		for (const order of ['sort=etaPeak&order=desc', 'sort=etaPeak', 'sort=ra&order=desc', '']) {
			const ids: number[] = [];
			let after = '';
			for (;;) {
				const { rows, next, count } = await asked(`${order}&limit=7${after}`);
				expect(count).toBe(60);
				ids.push(...rows.map(({ id }) => id));
				if (next === null) break;
				after = `&after=${next}`;
			}
			expect(ids).toHaveLength(60);
			expect(new Set(ids).size).toBe(60);
		}
	});

	test('say null for what was not measured', async () => {
		const { rows } = await asked('named=100');
		expect(rows).toMatchObject([{ id: 100, etaPeak: null }]);
	});

	test.each([
		['min_etaPeak=much', 'min_etaPeak', /“much” is not a number: give one for/],
		['min_etaPeak=5&max_etaPeak=4', 'max_etaPeak', /below the smallest/],
		['min_etaPeak[$gt]=5', 'min_etaPeak[$gt]', /no parameter/],
		['run=99', 'run', /no run 99/],
		['run=first', 'run', /by its number/],
		['at=25:00:00 -30:00:00', 'at', /./],
		['at=', undefined, undefined],
		['at=10 10&radius=-1', 'radius', /above 0/],
		['at=10 10&radius=1&radiusUnit=parsec', 'radiusUnit', /arcsec, arcmin or deg/],
		['polygon=1 2 3 4', 'polygon', /at least 3 corners/],
		['polygon=0 0, 120 0, 240 0', 'polygon', /half the sky|one line/],
		['moc=3/768', 'moc', /Order 3 has cells 0 to 767/],
		['moc=99/1', 'moc', /no order 99/],
		['votes=all', 'votes', /one of whatever/],
		['sort=password', 'sort', /“password”/],
		['order=up', 'order', /asc or desc/],
		['page=0', 'page', /from 1/],
		['limit=1001', 'limit', /1 to 1000/],
		['after=77', 'after', /none of these runs/],
		['colour=red', 'colour', /no parameter “colour”/],
		['measurement=x', 'measurement', /its number/],
		['watchlist=mine', 'watchlist', /does not exist/]
	])('%s is answered with the field and the reason', async (query, field, reason) => {
		const answer = await asked(query);
		expect(answer.status).toBe(field === undefined ? 200 : 400);
		expect(answer.field).toBe(field);
		if (reason) expect(answer.reason).toMatch(reason);
	});

	test('nobody unknown is answered', async () => {
		expect((await ask(getList, '', { user: null })).status).toBe(401);
		expect((await ask(getColumns, 'fields=etaPeak', { user: null })).status).toBe(401);
	});
});

describe('one source', () => {
	test('comes with its light curve, its measurements and what is related to it', async () => {
		const one = await ask(getOne, '', { id: '101' });
		expect(await one.json()).toMatchObject({ id: 101, runName: 'first', lightCurve: {} });
		const measurements = await ask(getMeasurements, '', { id: '101' });
		expect(await measurements.json()).toMatchObject({ count: 2 });
		expect(await (await ask(getRelated, '', { id: '101' })).json()).toEqual({ count: 0, rows: [] });
	});

	test.each([
		'0',
		'-1',
		'1e3',
		'NaN',
		'[object Object]',
		'../1',
		'{"$gt":0}',
		'9'.repeat(40),
		'77'
	])('%s is not found', async (id) => {
		for (const route of [getOne, getMeasurements, getRelated])
			expect((await ask(route, '', { id })).status).toBe(404);
	});
});

describe('columns', () => {
	test('are whole, aligned, little-endian, and NaN where nothing was measured', async () => {
		const response = await ask(getColumns, 'fields=etaPeak,nMeas&run=1');
		const body = new Uint8Array(await response.arrayBuffer());
		const headBytes = body.indexOf(10) + 1;
		expect(headBytes % 8).toBe(0);
		const head = JSON.parse(new TextDecoder().decode(body.subarray(0, headBytes))) as {
			count: number;
			columns: { name: string; type: string }[];
		};
		expect(head).toEqual({
			count: 60,
			columns: [
				{ name: 'sourceId', type: 'f8' },
				{ name: 'etaPeak', type: 'f4' },
				{ name: 'nMeas', type: 'f4' }
			]
		});
		const view = new DataView(body.buffer, body.byteOffset + headBytes);
		expect(view.getFloat64(8, true)).toBe(101);
		expect(view.getFloat32(60 * 8, true)).toBeNaN();
		expect(view.getFloat32(60 * 8 + 4, true)).toBe(1);
		expect(view.byteLength).toBe(60 * 16);
	});

	test.each(['fields=', 'fields=password', 'fields=nameKey', 'fields=etaPeak&min_vPeak=x'])(
		'%s is refused',
		async (query) => {
			const response = await ask(getColumns, query);
			expect(response.status).toBe(400);
			expect(await response.json()).toMatchObject({ reason: expect.any(String) as string });
		}
	);
});

describe('whatever is asked', () => {
	const NASTY = [
		...['', ' ', '0', '-1', '1e309', 'NaN', 'Infinity', '-0', '0x10', '1,2', '−3', '9'.repeat(400)],
		...[
			'{"$gt":""}',
			'[$ne]',
			'$where',
			'a'.repeat(5000),
			'\u0000',
			'\ud800',
			'💥',
			"'; drop table"
		],
		...[
			'../../etc/passwd',
			'<script>alert(1)</script>',
			'(((((((((((',
			'[[[[',
			'.*',
			'\\',
			'%',
			'/'
		],
		...['latest', 'all', 'latest,1', '1', '1,,,2', 'none', 'mine', 'watched', 'on', 'good', 'deg'],
		...[
			'10 10',
			'10 10\n20 20',
			'0 90',
			'359.99999 -90',
			'J0000',
			'VAST J',
			'l=0 b=0',
			'12:00 -30:00'
		],
		...[
			'0 0, 1 0, 1 1',
			'0 0 0 0 0 0',
			'POLYGON ICRS 1 1 2 1 2 2',
			'180 0 0 1 90 89',
			'0 90 0 90 1 90'
		],
		...[
			'0/0-11',
			'29/0',
			'29/3458764513820540927',
			'29/3458764513820540928',
			'3/',
			'/',
			'{"3":[1]}'
		],
		...['{"3":[-1]}', '{"a":1}', '{', '[]', 'null', '3/5-1', '1/1 '.repeat(3000)],
		...['etaPeak', 'separation', 'run', 'desc', '25', '250', '1000', '101']
	];

	test(
		'nothing is an error of the server: 600 addresses, seeded',
		{ timeout: 240_000 },
		async () => {
			const random = new Random(5);
			const names = [
				...QUERY_PARAMETERS,
				'sort',
				'order',
				'page',
				'size',
				'limit',
				'after',
				'hist'
			];
			for (let i = 0; i < 600; i++) {
				const address = new URLSearchParams();
				for (let n = 1 + random.integer(4); n > 0; n--)
					address.append(names[random.integer(names.length)], NASTY[random.integer(NASTY.length)]);
				const response = await ask(getList, address.toString());
				const said = (await response.json()) as { field?: string; reason?: string };
				expect([200, 400], address.toString()).toContain(response.status);
				if (response.status === 200) continue;
				expect(said.field, address.toString()).toBeTruthy();
				expect(said.reason, address.toString()).toBeTruthy();
			}
		}
	);

	test('nor is any of it in any of the words', { timeout: 240_000 }, async () => {
		for (const name of ['at', 'named', 'text', 'tagsAny', 'verdict', 'watchlist', 'moc', 'run'])
			for (const value of NASTY) {
				const address = new URLSearchParams({ [name]: value }).toString();
				expect([200, 400], address).toContain((await ask(getList, address)).status);
			}
	});

	test(
		'the page says what is wrong beside its field, or shows rows',
		{ timeout: 120_000 },
		async () => {
			const random = new Random(6);
			for (const name of QUERY_PARAMETERS) {
				const address = new URLSearchParams({
					[name]: NASTY[random.integer(NASTY.length)],
					hist: 'etaPeak'
				});
				const { rows, problems } = await sourcesPage(eve, address);
				if (rows === null) continue;
				expect(problems, address.toString()).toEqual([]);
			}
		}
	);
});
