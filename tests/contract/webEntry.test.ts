import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '#server/auth/session.ts';
import { closeStore } from '#server/store/client.ts';
import { freePort, startChild } from '../kit/child.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { startWebServer, type WebServer } from '../kit/webServer.ts';
import { makeUser } from './builders.ts';

const environment = ownDatabase();
let web: WebServer;

beforeAll(async () => {
	// No ORIGIN, as on a laptop.
	web = await startWebServer(environment, { ORIGIN: '' });
});
afterAll(() => web.stop());

interface Answer {
	status: number;
	text: string;
	/** Where a redirect leads. */
	location: string | undefined;
}

/** fetch allows neither Host nor Origin to be chosen. */
function send(
	method: 'GET' | 'HEAD' | 'POST',
	headers: Record<string, string>,
	path = '/sign-in'
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const type = { 'content-type': 'application/x-www-form-urlencoded' };
		const asked = request({
			...{ host: '127.0.0.1', port: web.port, path, method },
			headers: { ...type, ...headers }
		});
		asked.on('response', (response) => {
			const chunks: string[] = [];
			response.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
			response.on('end', () =>
				resolve({
					...{ status: response.statusCode ?? 0, text: chunks.join('') },
					location: response.headers.location
				})
			);
		});
		asked.on('error', reject);
		asked.end(method === 'POST' ? 'username=nobody&password=wrong-password' : undefined);
	});
}

test.each(['localhost', '127.0.0.1', '[::1]', '192.168.7.7'])(
	'a form sent to the name its page has, %s, is taken',
	async (name) => {
		const host = `${name}:${web.port}`;
		const answer = await send('POST', { host, origin: `http://${host}` });
		expect(answer.text).not.toContain('another site');
		expect(answer.status).not.toBe(403);
	}
);

test.each(['https://evil.example', 'null', 'http://localhost:1'])(
	'a form of a page of %s is refused',
	async (origin) => {
		const answer = await send('POST', { host: `localhost:${web.port}`, origin });
		expect(answer.status).toBe(403);
		expect(answer.text).toContain('another site');
	}
);

test('a form without Origin is refused', async () => {
	expect((await send('POST', { host: `localhost:${web.port}` })).status).toBe(403);
});

test('a program with a token needs no Origin, whatever it sends: what is looked at is its token', async () => {
	const headers = { host: `localhost:${web.port}`, authorization: 'Bearer caustic_none' };
	const answer = await send('POST', headers, '/api/v1/images');
	expect(answer.status).toBe(401);
	expect(answer.text).toContain('token');
	const page = await send('POST', headers, '/inbox');
	expect(page.status).toBe(403);
});

describe('an address that ends with a slash', () => {
	let headers: Record<string, string>;
	beforeAll(async () => {
		const eve = await makeUser('eve', 'viewer');
		const { cookie } = await createSession(eve.id);
		headers = { host: `localhost:${web.port}`, cookie: `${cookie.name}=${cookie.value}` };
	});
	afterAll(() => closeStore());

	test.each([
		['/piperuns/', '/runs'],
		['/piperuns/7/', '/runs/7'],
		['/sources/favs/', '/favourites'],
		['/sources/query/?min_eta=2', '/sources?min_etaPeak=2'],
		['/sources/query/plot/', '/eta-v?bands=all'],
		['/login/', '/'],
		['/measurements/3/150.1,-30,20arcmin/region/', '/api/v1/images/3/regions?ra=150.1'],
		// Our own, which have none.
		['/runs/', '/runs'],
		['/images/?telescope=ASKAP', '/images?telescope=ASKAP']
	])('%s leads to %s in one go', async (path, to) => {
		for (const method of ['GET', 'HEAD'] as const) {
			const { status, location = '' } = await send(method, headers, path);
			expect([307, 308], `${method} ${status}`).toContain(status);
			expect(location.startsWith(to), location).toBe(true);
			expect(location.split('?')[0].replace(/(?<=.)\/$/, '')).toBe(location.split('?')[0]);
		}
	});

	test('is answered where the reference’s page waits for what is behind its #', async () => {
		for (const method of ['GET', 'HEAD'] as const)
			expect((await send(method, headers, '/sources/query/')).status).toBe(200);
	});

	test.each([
		['/api/v1/images/', 200, 401],
		['/api/v1/images/?limit=3', 200, 401],
		['/api/v1/images//', 200, 401],
		['/api/v1/images/12345/', 404, 401],
		['/api/v1/nothing/', 404, 404],
		['/api/v1/', 404, 404]
	])('and is of the API, %s, is answered %s with JSON', async (path, status, forStrangers) => {
		const read = await send('GET', headers, path);
		expect([read.status, read.location]).toEqual([status, undefined]);
		expect(JSON.parse(read.text)).toEqual(expect.anything());
		expect((await send('HEAD', headers, path)).status).toBe(status);
		const stranger = await send('GET', { host: headers.host }, path);
		expect(stranger.status).toBe(forStrangers);
		expect(JSON.parse(stranger.text)).toHaveProperty('code');
	});
});

test('a foreign name that resolves to us gets no page', async () => {
	const answer = await send('GET', { host: 'evil.example', origin: 'http://evil.example' });
	expect(answer.status).toBe(421);
	expect(answer.text).toContain('set ORIGIN');
});

test('it says in one line where it listens', () => {
	expect(web.output()).toContain(`{"listening":${web.port}}\n`);
});

test('without its database it does not start, and says so', async () => {
	const port = String(await freePort());
	const nowhere = `mongodb://127.0.0.1:${await freePort()}/?replicaSet=none`;
	const child = startChild('web.js', [], { ...environment, PORT: port, MONGODB_URI: nowhere });
	expect(await child.exited).toBe(1);
	expect(child.output()).toContain('The web process could not start: ');
});

test('on a port that is taken it does not start, and says so', async () => {
	const child = startChild('web.js', [], { ...environment, PORT: String(web.port) });
	expect(await child.exited).toBe(1);
	expect(child.output()).toContain('EADDRINUSE');
});
