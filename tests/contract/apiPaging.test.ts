import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '#server/auth/session.ts';
import { raiseAlerts } from '#server/commands/alerts/raiseAlerts.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { config } from '#server/config.ts';
import { collection, store } from '#server/store/client.ts';
import { Random } from '#science/stats/random.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import { call } from './apiCalls.ts';
import {
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	ownInstallation
} from './builders.ts';
import { makeImage, storeMeasurements } from './imageBuilders.ts';

ownInstallation();
const random = new Random(11);
const IMAGES = 9;
let headers: Record<string, string>;
let queue: Queue;
let objectId: string;
let other: string;
let watchlistId: string;

beforeAll(async () => {
	const root = await makeUser('root', 'admin');
	const { cookie } = await createSession(root.id);
	headers = { cookie: `${cookie.name}=${cookie.value}` };
	await makeRun(1, 'first');
	for (let image = 1; image <= IMAGES; image++) {
		await makeImage(image, measurements(image), {
			...{ name: `image${image}.fits`, rmsMedian: image % 3 },
			telescope: image % 2 ? '$telescope' : 'ASKAP'
		});
	}
	// The reference's numbers that were not measured are not there at all.
	const images = collection<{ _id: number }>(store(), 'images');
	await images.updateMany({ _id: { $in: [2, 5] } }, { $unset: { rmsMedian: '' } });
	await images.updateMany({ _id: { $in: [3, 6] } }, { $set: { rmsMedian: NaN } });
	const ofRun = { $set: { imageIds: [1, 2, 3, 4, 5, 6, 7, 8, 9] } };
	await collection<{ _id: number }>(store(), 'runs').updateOne({ _id: 1 }, ofRun);
	const forced = Array.from({ length: 5 }, (_, i) => ({ id: 90_000 + i, ra: 10, dec: -30 }));
	await storeMeasurements(4, forced, { runId: 1, revision: 1 });
	await conversations(root);
	await rowsAndFiles(root);
});

function measurements(image: number) {
	// Some images have none.
	const n = image % 4 === 0 ? 0 : 3 + random.integer(9);
	return Array.from({ length: n }, (_, i) => ({
		...{ id: image * 1000 + i, ra: 10 + 0.1 * random.uniform(), dec: -30 },
		flux: random.integer(3)
	}));
}

async function conversations(root: User) {
	queue = await makeQueue();
	other = (await makeCandidate(await makeQueue())).id;
	for (let i = 0; i < 23; i++) {
		const object = await makeObject({ ra: 100 + i, dec: 10 });
		objectId = object.id;
		const { id } = await makeCandidate(queue, { objectId });
		const vote = { candidateId: id, classKey: queue.taxonomy.classes[0].key, confidence: 'likely' };
		await castVote({ user: root }, { commandId: commandId(), ...vote });
		await raise(objectId, i);
	}
	for (let i = 0; i < 11; i++)
		await writeComment(
			{ user: root },
			{ commandId: commandId(), target: `object-${objectId}`, text: `said ${i}` }
		);
}

/** A watchlist, and images that a run may take. */
async function rowsAndFiles(user: User) {
	const list = { name: 'pulsars', radiusArcsec: 10 };
	watchlistId = (await createWatchlist({ user }, { commandId: commandId(), ...list })).id;
	const lines = Array.from(
		{ length: 27 },
		(_, i) => `${i},${-i},${i % 3 ? 'pulsar' : ''},${1 + (i % 4)}`
	);
	const file = { bytes: new TextEncoder().encode(lines.join('\n')), fileName: 'list.csv' };
	await importRows({ user }, { commandId: commandId(), watchlistId }, file);
	const folder = join(config().RAW_IMAGE_DIR, 'images');
	mkdirSync(folder, { recursive: true });
	for (let i = 0; i < 19; i++) writeFileSync(join(folder, `field${i}.fits`), '');
}

function raise(onObject: string, i: number) {
	return raiseAlerts([
		{
			objectId: onObject,
			cause: { kind: 'watchRule', id: 'rule1', name: 'bright' },
			severity: i % 3 === 0 ? 'high' : 'medium',
			reason: 'η 12 ≥ 10',
			evidence: { etaPeak: 12 },
			...{ runId: 1, revision: 1, sourceId: null, tell: [], personal: false }
		}
	]);
}

interface Table {
	key: string;
	params?: () => Record<string, string>;
	query?: string;
	/** Where its rows are in the answer; the answer itself when not said. */
	rows?: 'rows' | 'groups' | 'comments';
	/** Names that are of no row of it. */
	foreign: () => string[];
}

const NOWHERE = ['gone', '0', '-1', '1e3', ' ', '%', '9007199254740993'];
const tables: Table[] = [
	...['datetime', 'rmsMedian', 'telescope', 'name'].flatMap((sort) =>
		['asc', 'desc'].map((order): Table => ({
			...{ key: 'GET /images', query: `sort=${sort}&order=${order}`, rows: 'rows' as const },
			foreign: () => [...NOWHERE, '77']
		}))
	),
	{
		...{ key: 'GET /images', query: 'telescope=ASKAP', rows: 'rows' },
		// An image, but not of this list.
		foreign: () => [...NOWHERE, '1']
	},
	...[
		'',
		'forced=yes&order=desc',
		'image=1&sort=fluxPeak',
		'at=10.05 -30&radius=1&radiusUnit=deg'
	].map((query): Table => ({
		...{ key: 'GET /measurements', query, rows: 'rows' },
		foreign: () => [...NOWHERE, '77000', '2999']
	})),
	{
		...{ key: 'GET /images/{id}/measurements', params: () => ({ id: '1' }), rows: 'rows' },
		foreign: () => [...NOWHERE, '2000']
	},
	{
		...{ key: 'GET /queues/{id}/candidates', params: () => ({ id: queue.id }), rows: 'rows' },
		foreign: () => [...NOWHERE, other]
	},
	{ key: 'GET /queues/{id}/votes', params: () => ({ id: queue.id }), foreign: () => NOWHERE },
	{ key: 'GET /alerts', rows: 'groups', foreign: () => [...NOWHERE, other] },
	{
		...{ key: 'GET /alerts', query: 'severity=high', rows: 'groups' },
		foreign: () => NOWHERE
	},
	{ key: 'GET /audit', rows: 'rows', foreign: () => [...NOWHERE, other, '1 2 3', ''] },
	...['', 'sort=name&order=desc', 'sort=radius', 'q=pulsar'].map((query): Table => ({
		...{ key: 'GET /watchlists/{id}', params: () => ({ id: watchlistId }), query, rows: 'rows' },
		foreign: () => [...NOWHERE, '0 abc', '1 ?']
	})),
	{
		...{ key: 'GET /runs/{id}/files', params: () => ({ id: '1' }), query: 'files=raw' },
		...{ rows: 'rows', foreign: () => [...NOWHERE, '', 'noise/0.rms.fits'] }
	},
	{ key: 'GET /queues', foreign: () => [...NOWHERE, ''] },
	{ key: 'GET /inbox', foreign: () => NOWHERE }
];

/** Files have no id but their path. */
type Row = { id?: string | number; queue?: { id: string }; image?: string };

const ask = (table: Table, query: string) =>
	call(table.key, {
		params: table.params?.() ?? {},
		query: [table.query ?? '', query].filter(Boolean).join('&').replaceAll(' ', '%20'),
		headers
	});

/** Names of the rows of an answer, and the query of the rest. */
async function read(table: Table, answer: Response) {
	expect(answer.status).toBe(200);
	const body = (await answer.json()) as Record<string, Row[]> | Row[];
	const rows = Array.isArray(body) ? body : body[table.rows ?? 'rows'];
	const link = /^<[^>?]+\?([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.at(1);
	return { names: rows.map(({ id, image, queue: of }) => String(of?.id ?? id ?? image)), link };
}

async function walkThrough(table: Table, limit: number): Promise<string[]> {
	const names: string[] = [];
	let part = await read(table, await ask(table, `limit=${limit}`));
	for (;;) {
		names.push(...part.names);
		expect(part.names.length).toBeLessThanOrEqual(limit);
		if (part.link === undefined) return names;
		const answer = await call(table.key, {
			params: table.params?.() ?? {},
			query: part.link,
			headers
		});
		part = await read(table, answer);
	}
}

describe.each(tables)('$key $query', (table) => {
	test('is walked in steps of any size, every row once and in order', async () => {
		const { names: whole, link } = await read(table, await ask(table, 'limit=1000'));
		expect(link).toBeUndefined();
		expect(new Set(whole).size).toBe(whole.length);
		for (const limit of [1 + random.integer(3), 5 + random.integer(9), Math.max(1, whole.length)])
			expect(await walkThrough(table, limit), `in steps of ${limit}`).toEqual(whole);
	});

	test('refuses a place that is not its own, and says which field', async () => {
		for (const after of table.foreign()) {
			const answer = await ask(table, `after=${encodeURIComponent(after)}`);
			expect(answer.status, after).toBe(400);
			expect(await answer.json(), after).toMatchObject({ code: 'Invalid', field: 'after' });
		}
	});
});

test('comments are walked, and a place among another thing’s is refused', async () => {
	const on = (id: string): Table => ({
		...{ key: 'GET /comments', query: `target=object-${id}`, rows: 'comments' },
		foreign: () => []
	});
	const { names } = await read(on(objectId), await ask(on(objectId), ''));
	expect(names).toHaveLength(11);
	expect(await walkThrough(on(objectId), 4)).toEqual(names);
	const elsewhere = await ask(on((await makeObject()).id), `after=${names[0]}`);
	expect(elsewhere.status).toBe(400);
	expect(await elsewhere.json()).toMatchObject({ field: 'after' });
});

test('rows that come in front make nobody meet one twice', async () => {
	const table: Table = { key: 'GET /alerts', rows: 'groups', foreign: () => [] };
	const first = await read(table, await ask(table, 'limit=6'));
	await raise((await makeObject({ ra: 5, dec: 5 })).id, 0);
	const rest = await read(
		table,
		await call(table.key, {
			query: `${first.link ?? ''}&limit=1000`.replace('limit=6&', ''),
			headers
		})
	);
	const all = [...first.names, ...rest.names];
	expect(new Set(all).size).toBe(all.length);
	expect(all).toHaveLength(23);
});

test('a row that is gone is said to be, whoever walks on from it', async () => {
	const table: Table = { key: 'GET /images', rows: 'rows', foreign: () => [] };
	await makeImage(50, [], { name: 'short-lived.fits' });
	expect((await ask(table, 'after=50')).status).toBe(200);
	await collection<{ _id: number }>(store(), 'images').deleteOne({ _id: 50 });
	const answer = await ask(table, 'after=50');
	expect(answer.status).toBe(400);
	expect(await answer.json()).toMatchObject({ field: 'after', message: /any more/ });
});
