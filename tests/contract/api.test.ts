import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpointAt } from '#schema/api/endpoints.ts';
import { openApiOf, type ApiOperation, type JsonSchema } from '#schema/api/openApi.ts';
import { createSession } from '#server/auth/session.ts';
import { createToken } from '#server/commands/tokens/createToken.ts';
import { commentsOn } from '#server/store/comments.ts';
import { store } from '#server/store/client.ts';
import { drawnFrom, nastyText } from '../kit/bodyOf.ts';
import { seeded } from '../kit/seeded.ts';
import { call, ENDPOINT_KEYS, handlersByKey } from './apiCalls.ts';
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
import type { User } from '#schema/user.ts';

ownInstallation();

const DOCUMENT = openApiOf();

function operationAt(key: string): ApiOperation {
	const [method, path] = key.split(' ');
	return DOCUMENT.paths[path][method.toLowerCase()];
}

let root: User;
let asRoot: Record<string, string>;
let objectId: string;
let known: string[];

beforeAll(async () => {
	root = await makeUser('root', 'admin');
	asRoot = await cookieOf(root);
	const run = await makeRun(1, 'first');
	await insertLinked(
		{ id: run.id, name: run.name, revision: 1, radiusArcsec: 10 },
		Array.from({ length: 12 }, (_, i) => newSource(100 + i, { runId: 1, ra: 10 + i, dec: -i }))
	);
	objectId = (await makeObject()).id;
	const queue = await makeQueue();
	const candidate = await makeCandidate(queue, { objectId });
	known = [objectId, queue.id, candidate.id, root.id, '1', '100', 'object', 'csv', 'endSession'];
});

async function cookieOf({ id }: User): Promise<Record<string, string>> {
	const { cookie } = await createSession(id);
	return { cookie: `${cookie.name}=${cookie.value}` };
}

describe('what is declared', () => {
	test('is what there is: every route has its declaration, every declaration its route', async () => {
		expect([...(await handlersByKey()).keys()].sort()).toEqual([...ENDPOINT_KEYS].sort());
	});

	test('names each endpoint once, fills fields from parts of its path, and says who may', () => {
		expect(new Set(ENDPOINT_KEYS).size).toBe(ENDPOINT_KEYS.length);
		for (const key of ENDPOINT_KEYS) {
			const endpoint = endpointAt(key);
			const parts = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			for (const part of Object.keys(endpoint?.fills ?? {})) expect(parts, key).toContain(part);
			expect(endpoint?.summary, key).toMatch(/\.$/);
			if (key.startsWith('GET ')) expect(endpoint?.body, key).toBeUndefined();
		}
	});

	test('makes an OpenAPI document that says everything once', () => {
		const operations = ENDPOINT_KEYS.map(operationAt);
		const ids = operations.map(({ operationId }) => operationId);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { parameters, operationId } of operations) {
			const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
			expect(new Set(names).size, operationId).toBe(names.length);
		}
		// Every reference leads somewhere.
		for (const [, name] of JSON.stringify(DOCUMENT).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
			const [kind, id] = name.split('/');
			expect(DOCUMENT.components[kind][id], name).toBeDefined();
		}
	});

	test('is served', async () => {
		const answer = await call('GET /openapi.json', { headers: asRoot });
		expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
	});

	test('asks for no field that the address says', () => {
		const vote = operationAt('POST /candidates/{id}/vote').requestBody?.content;
		const { properties, required } = vote?.['application/json'].schema ?? {};
		expect(Object.keys(properties ?? {})).toContain('classKey');
		expect(Object.keys(properties ?? {})).not.toContain('candidateId');
		expect(required).toEqual(['classKey']);
	});
});

describe('whoever is nobody', () => {
	test('gets 401 everywhere, as JSON', async () => {
		for (const key of ENDPOINT_KEYS) {
			const answer = await call(key);
			expect(answer.status, key).toBe(401);
			expect(await answer.json(), key).toMatchObject({ code: 'NotSignedIn' });
		}
	});
});

describe('a viewer’s token', () => {
	test('is refused every write, with the reason', async () => {
		const eve = await makeUser('eve', 'viewer');
		const wanted = { commandId: commandId(), name: 'look', scopes: ['read'], days: 1 };
		const { secret } = await createToken({ user: eve }, wanted);
		const headers = { authorization: `Bearer ${secret ?? ''}` };
		for (const key of ENDPOINT_KEYS.filter((one) => endpointAt(one)?.scope !== 'read')) {
			const answer = await call(key, { headers });
			expect(answer.status, key).toBe(403);
			const { code, message } = (await answer.json()) as { code: string; message: string };
			expect(code, key).toBe('NotPermitted');
			expect(message, key).toMatch(/^(This token is not good for this|No token may do this)/);
		}
	});

	test('is good for no write: what it may ask is read, or tried', () => {
		const writes = ENDPOINT_KEYS.filter((key) => !key.startsWith('GET '));
		const open = writes.filter((key) => endpointAt(key)?.scope === 'read');
		expect(open).toEqual(['POST /watch-rules/try']);
	});
});

describe('a read', () => {
	test('has a tag that spares it while nothing has changed', async () => {
		const ask = (more = {}) => call('GET /tags', { headers: { ...asRoot, ...more } });
		const first = await ask();
		const etag = first.headers.get('etag') ?? '';
		expect(etag).toMatch(/^W\/"[\w-]+"$/);
		expect(first.headers.get('cache-control')).toBe('private, no-cache');
		const again = await ask({ 'if-none-match': `"other", ${etag}` });
		expect(again.status).toBe(304);
		expect(await again.text()).toBe('');
		expect(again.headers.get('etag')).toBe(etag);
		const body = JSON.stringify({ tag: 'brand-new' });
		await call('POST /objects/{id}/tags', { params: { id: objectId }, body, headers: asRoot });
		expect((await ask({ 'if-none-match': etag })).status).toBe(200);
	});

	test('that is refused has none', async () => {
		const answer = await call('GET /queues/{id}', { params: { id: 'none' }, headers: asRoot });
		expect(answer.status).toBe(404);
		expect(answer.headers.get('etag')).toBeNull();
	});
});

describe('a list', () => {
	const next = (response: Response) =>
		/^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.at(1);

	test('is walked by its links, every row once', async () => {
		for (let i = 0; i < 7; i++) await makeQueue('open', 1, { name: `queue ${i}` });
		// A queue of the list, as far as it is needed here.
		type Row = { queue: { id: string } };
		const all = (await (await call('GET /queues', { headers: asRoot })).json()) as Row[];
		const walked: Row[] = [];
		let query: string | undefined = 'limit=3';
		while (query !== undefined) {
			const answer: Response = await call('GET /queues', { query, headers: asRoot });
			walked.push(...((await answer.json()) as Row[]));
			query = next(answer)?.split('?').at(1);
		}
		expect(all.length).toBeGreaterThan(7);
		expect(walked.map(({ queue }) => queue.id)).toEqual(all.map(({ queue }) => queue.id));
	});

	test.each(['limit=0', 'limit=1001', 'limit=x', 'limit=', 'limit=1.5', 'after=gone'])(
		'%s is refused with the field',
		async (query) => {
			const answer = await call('GET /queues', { query, headers: asRoot });
			expect(answer.status).toBe(400);
			expect(await answer.json()).toMatchObject({ field: query.split('=')[0] });
		}
	);
});

describe('a write', () => {
	const write = (text: string, key: string) =>
		call('POST /objects/{id}/comments', {
			params: { id: objectId },
			body: JSON.stringify({ text }),
			headers: { ...asRoot, 'idempotency-key': key }
		});
	const said = async () =>
		(await commentsOn(store(), [{ kind: 'object', id: objectId }])).map(({ text }) => text);

	test.each(['nightly 2026-11-23 #1', crypto.randomUUID(), crypto.randomUUID().toUpperCase()])(
		'sent twice under the key %s is carried out once',
		async (key) => {
			const before = (await said()).length;
			const [first, second] = await Promise.all([write(`by ${key}`, key), write(`by ${key}`, key)]);
			const third = await write(`by ${key}`, key);
			const bodies = await Promise.all([first, second, third].map((answer) => answer.text()));
			expect(new Set(bodies).size).toBe(1);
			expect((await said()).length).toBe(before + 1);
		}
	);

	test('under another key is another', async () => {
		const before = (await said()).length;
		await write('twice', 'a');
		await write('twice', 'b');
		expect((await said()).length).toBe(before + 2);
	});

	test.each(['', 'x'.repeat(256)])('under no key that is one (%#) is refused', async (key) => {
		const answer = await write('x', key);
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ field: 'Idempotency-Key' });
	});

	test('from another site is refused, from a program without a site it is taken', async () => {
		const send = (headers: Record<string, string>) =>
			call('POST /comments/preview', { body: '{"text":"x"}', headers: { ...asRoot, ...headers } });
		expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
		expect((await send({ 'content-type': 'text/plain' })).status).toBe(403);
		expect((await send({ 'content-type': 'application/json' })).status).toBe(200);
	});
});

describe('whatever is sent', () => {
	const DRAWS = 10;

	test.each(ENDPOINT_KEYS)(
		'%s answers in JSON and never fails',
		{ timeout: 120_000 },
		async (key) => {
			const draw = seeded([...key].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7) | 0);
			for (let i = 0; i < DRAWS; i++) {
				const asked = drawnCall(key, draw);
				const answer = await call(key, { ...asked, headers: asRoot });
				await expectDecent(key, answer, JSON.stringify(asked).slice(0, 400));
			}
		}
	);

	function drawnCall(key: string, draw: () => number) {
		const one = <T>(choices: readonly T[]) => choices[Math.floor(draw() * choices.length)];
		const { parameters, requestBody } = operationAt(key);
		const params: Record<string, string> = {};
		const query = new URLSearchParams();
		for (const parameter of parameters) {
			if (parameter.in === 'path')
				params[parameter.name] = draw() < 0.8 ? one(known) : nastyText(draw);
			else if (parameter.in === 'query' && draw() < 0.3)
				query.set(parameter.name, draw() < 0.5 ? nastyText(draw) : one(known));
		}
		const content = requestBody?.content ?? {};
		const schema: JsonSchema | undefined = content['application/json']?.schema;
		const spoiled = one([0, 0.1, 0.3]);
		const body = schema
			? JSON.stringify(drawnFrom(schema, draw, { spoiled, known }))
			: requestBody && nastyText(draw);
		return { params, query: query.toString(), body };
	}

	async function expectDecent(key: string, answer: Response, asked: string) {
		expect(answer.status, `${key} ${asked}`).not.toBe(500);
		expect(answer.status >= 300 && answer.status < 400, `${key} ${asked}`).toBe(false);
		if (answer.status >= 400) {
			const refused = (await answer.json()) as { code: unknown; message: unknown };
			expect(refused.code, `${key} ${asked}`).toEqual(expect.any(String));
			expect(refused.message, `${key} ${asked}`).toMatch(/\S/);
			return;
		}
		const promised = endpointAt(key)?.answer;
		const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
		if (!(promised instanceof z.ZodType) || !isJson) return;
		const read = promised.safeParse(await answer.json());
		expect(read.error?.issues, `${key} ${asked}`).toBeUndefined();
	}
});
