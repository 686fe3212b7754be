import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startChild } from '../kit/child.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { startWebServer, type WebServer } from '../kit/webServer.ts';

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
}

/** fetch allows neither Host nor Origin to be chosen. */
function send(
	method: 'GET' | 'POST',
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
				resolve({ status: response.statusCode ?? 0, text: chunks.join('') })
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
