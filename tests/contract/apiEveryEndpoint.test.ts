import type { RequestEvent } from '@sveltejs/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { API_ROOT } from '#schema/api/endpoint.ts';
import { endpointAt } from '#schema/api/endpoints.ts';
import { createSession } from '#server/auth/session.ts';
import { createToken } from '#server/commands/tokens/createToken.ts';
import { handle } from '#server/hooks/handle.ts';
import { store } from '#server/store/client.ts';
import { listRuns } from '#server/store/runs.ts';
import type { User } from '#schema/user.ts';
import { call, ENDPOINT_KEYS } from './apiCalls.ts';
import {
	commandId,
	insertLinked,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();

const READS = ENDPOINT_KEYS.filter((key) => key.startsWith('GET '));
const WRITES = ENDPOINT_KEYS.filter((key) => !/^(?:GET|HEAD) /.test(key));

let root: User;
let ben: User;
let headers: Record<string, string>;
let bens: Record<string, string>;
let known: string[];

beforeAll(async () => {
	root = await makeUser('root', 'admin');
	ben = await makeUser('ben', 'runManager');
	[headers, bens] = [await cookieOf(root), await cookieOf(ben)];
	const run = await makeRun(7, 'first');
	await makeImage(1, [{ id: 1, ra: 10, dec: -30 }]);
	await insertLinked(
		{ id: run.id, name: run.name, revision: 1, radiusArcsec: 10 },
		[1, 2].map((id) => newSource(id, { runId: 7, ra: 10 + id, dec: -30 }))
	);
	const queue = await makeQueue();
	const { id: objectId } = await makeObject();
	const candidate = await makeCandidate(queue, { objectId });
	const wanted = { commandId: commandId(), name: 'x', scopes: ['read'], days: 1 };
	const { token } = await createToken({ user: root }, wanted);
	known = ['1', '7', objectId, queue.id, candidate.id, token.id, 'object', 'csv'];
});

async function cookieOf({ id }: User): Promise<Record<string, string>> {
	const { cookie } = await createSession(id);
	return { cookie: `${cookie.name}=${cookie.value}` };
}

describe('every read', () => {
	/** What they need behind the question mark to be answered. */
	const QUERIES: Record<string, string> = {
		'GET /coordinates': 'text=10 -30',
		'GET /sky/around': 'ra=10&dec=-30',
		'GET /sky/cover': 'at=10 -30&radius=1&radiusUnit=deg',
		'GET /sky/objects': 'ra=10&dec=-30&radius=1',
		'GET /catalogues/near': 'ra=10&dec=-30',
		'GET /comments': 'target=run-7',
		'GET /runs/compare': 'a=7&b=7',
		'GET /runs/compare/points': 'a=7&b=7',
		'GET /eta-v/rows': 'ids=1&run=7',
		'GET /sources': 'run=7',
		'GET /sources/histograms': 'run=7&hist=etaPeak',
		'GET /images/quality': 'run=7',
		'GET /silences/try': 'causeKind=newSource',
		'GET /tags/suggest': 'q=a',
		'GET /people/suggest': 'q=a',
		'GET /search': 'q=a'
	};
	/** They say when they were asked. */
	const OF_THE_MOMENT = new Set(['GET /status', 'GET /silences/try', 'GET /objects/{id}/notice']);
	let answered = 0;

	/** The first of the known ids that it has an answer for. */
	async function answeredOne(key: string) {
		const names = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		for (const first of names.length > 0 ? known : [''])
			for (const last of names.length > 1 ? known : [first]) {
				const params = Object.fromEntries(names.map((name, i) => [name, i === 0 ? first : last]));
				const query = (QUERIES[key] ?? '').replaceAll(' ', '%20');
				const answer = await call(key, { params, query, headers });
				if (answer.status === 200) return { params, query, answer };
			}
		return null;
	}

	test.each(READS)('%s: 304 to whoever has the answer, unless it is a file', async (key) => {
		const found = await answeredOne(key);
		if (!found) return;
		answered += 1;
		const { params, query, answer } = found;
		const etag = answer.headers.get('etag');
		if (!answer.headers.get('content-type')?.startsWith('application/json')) {
			await answer.body?.cancel();
			return;
		}
		expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
		expect(answer.headers.get('cache-control')).toBe('private, no-cache');
		if (OF_THE_MOMENT.has(key)) return;
		const asked = { ...headers, 'if-none-match': etag ?? '' };
		const again = await call(key, { params, query, headers: asked });
		expect(again.status).toBe(304);
		expect(await again.text()).toBe('');
	});

	test('that could be asked was', () => {
		expect(answered).toBeGreaterThan(READS.length / 2);
	});
});

describe('every write under an Idempotency-Key', () => {
	/** Their answers have secrets, which are kept nowhere: their commands are carried out once by themselves. */
	const BY_THEMSELVES = new Set(['POST /tokens', 'POST /webhooks']);

	/** Asks the hook alone; `carriedOut` stands for the endpoint. */
	function ask(key: string, more: object, carriedOut: () => Promise<Response>) {
		const [method, path] = key.split(' ');
		const url = new URL(`http://localhost${API_ROOT}${path.replace(/\{(\w+)\}/g, '$1')}`);
		const type = { 'content-type': 'application/json' };
		const event = {
			...{ url, params: {}, locals: {} },
			route: { id: `${API_ROOT}${path.replace(/\{(\w+)\}/g, '[$1]')}` },
			request: new Request(url, { method, headers: { ...type, ...headers, ...more } }),
			cookies: { get: () => undefined, set: () => undefined }
		};
		// The hook reads no more of its event than this.
		return handle({ event: event as unknown as RequestEvent, resolve: carriedOut });
	}

	/** An endpoint that says how often it was reached. */
	function counting() {
		let times = 0;
		return async () => {
			const own = (times += 1);
			await new Promise((done) => setTimeout(done, 20));
			return Response.json({ times: own });
		};
	}

	test.each(WRITES)('%s is carried out once', async (key) => {
		expect(endpointAt(key)).not.toBeNull();
		const [endpoint, named] = [counting(), { 'idempotency-key': `nightly ${key}` }];
		const both = await Promise.all([ask(key, named, endpoint), ask(key, named, endpoint)]);
		const all = [...both, await ask(key, named, endpoint)];
		const said = await Promise.all(all.map((answer) => answer.text()));
		const times = BY_THEMSELVES.has(key) ? 3 : 1;
		expect(new Set(said).size).toBe(times);
		const other = await ask(key, { 'idempotency-key': `other ${key}` }, endpoint);
		expect(await other.json()).toEqual({ times: times + 1 });
		const none = await ask(key, {}, endpoint);
		expect(await none.json()).toEqual({ times: times + 2 });
	});

	test('of somebody else’s is another', async () => {
		const [endpoint, key] = [counting(), 'POST /tags/batch'];
		const mine = await ask(key, { 'idempotency-key': 'a' }, endpoint);
		const theirs = await ask(key, { 'idempotency-key': 'a', ...bens }, endpoint);
		expect([await mine.json(), await theirs.json()]).toEqual([{ times: 1 }, { times: 2 }]);
	});

	test('that was refused may be tried again under it', async () => {
		let isReady = false;
		const endpoint = () =>
			Promise.resolve(
				isReady ? Response.json('done') : Response.json({ code: 'Unavailable' }, { status: 503 })
			);
		const named = { 'idempotency-key': 'patient' };
		expect((await ask('POST /runs', named, endpoint)).status).toBe(503);
		isReady = true;
		expect(await (await ask('POST /runs', named, endpoint)).json()).toBe('done');
	});

	test('makes one run, however often and together it is sent', async () => {
		const send = (name: string) =>
			call('POST /runs', {
				body: JSON.stringify({ name }),
				headers: {
					...bens,
					'idempotency-key': 'new run',
					'content-length': String(JSON.stringify({ name }).length)
				}
			});
		const answers = await Promise.all([send('nightly'), send('nightly'), send('nightly')]);
		const made = await Promise.all(answers.map((answer) => answer.json()));
		expect(made[0]).toMatchObject({ name: 'nightly', status: 'INI' });
		expect(made.slice(1)).toEqual([made[0], made[0]]);
		expect((await listRuns(store())).filter(({ name }) => name === 'nightly')).toHaveLength(1);
		const other = await send('weekly');
		expect(other.status).toBe(400);
		expect(await other.json()).toMatchObject({ field: 'Idempotency-Key' });
	});
});
