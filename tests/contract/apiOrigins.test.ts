import type { RequestEvent } from '@sveltejs/kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '#server/auth/session.ts';
import { createToken } from '#server/commands/tokens/createToken.ts';
import { handle } from '#server/hooks/handle.ts';
import { commandId, makeUser, ownInstallation } from './builders.ts';

ownInstallation();

const HOME = 'http://localhost';
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const FORMS = [
	'application/x-www-form-urlencoded',
	'Multipart/Form-Data; boundary=x',
	'text/plain;charset=UTF-8',
	'application/x-sveltekit-formdata'
];
const TYPES = [...FORMS, 'application/json', 'application/octet-stream', null];
const ORIGINS = [HOME, null, 'null', 'https://evil.example', 'http://localhost:81', `${HOME}.evil`];

let cookie: string;
let secret: string;

beforeAll(async () => {
	const ben = await makeUser('ben', 'vetter');
	const session = await createSession(ben.id);
	cookie = `${session.cookie.name}=${session.cookie.value}`;
	const wanted = { commandId: commandId(), name: 'script', scopes: ['read', 'vet'], days: 1 };
	secret = (await createToken({ user: ben }, wanted)).secret ?? '';
});

interface Asked {
	path: string;
	routeId: string;
	method: string;
	type: string | null;
	origin: string | null;
	authorization?: string;
}

/** The status, 200 for what reaches its route. */
async function ask({ path, routeId, method, type, origin, authorization }: Asked) {
	const url = new URL(path, HOME);
	const given = { 'content-type': type, origin, authorization: authorization ?? null, cookie };
	const headers = Object.entries(given).filter((one): one is [string, string] => one[1] !== null);
	const request = new Request(url, { method, headers });
	const event = { url, params: {}, route: { id: routeId }, request, locals: {} };
	const cookies = { get: () => undefined, set: () => undefined };
	// The hook reads no more of its event than this.
	const asked = { ...event, cookies } as unknown as RequestEvent;
	const resolve = () => new Response('reached');
	return (await handle({ event: asked, resolve })).status;
}

const page = { path: '/queues/new', routeId: '/queues/new' };
const endpoint = { path: '/api/v1/tags/batch', routeId: '/api/v1/tags/batch' };
const asks = [page, endpoint].flatMap((place) =>
	METHODS.flatMap((method) =>
		TYPES.flatMap((type) => ORIGINS.map((origin) => ({ ...place, method, type, origin })))
	)
);

describe('whoever has a session', () => {
	test('is let through from our own pages, and never from those of another site', async () => {
		for (const asked of asks.filter(({ origin }) => origin !== null))
			expect(await ask(asked), JSON.stringify(asked)).toBe(asked.origin === HOME ? 200 : 403);
	});

	test('says where a form comes from, or the form is refused; nothing else says nothing', async () => {
		for (const asked of asks.filter(({ origin }) => origin === null))
			expect(await ask(asked), JSON.stringify(asked)).toBe(
				FORMS.includes(asked.type ?? '') ? 403 : 200
			);
	});
});

describe('whoever has a token', () => {
	test('needs no Origin under api/v1, whatever is sent', async () => {
		const authorization = `Bearer ${secret}`;
		for (const type of TYPES) {
			const asked = { ...endpoint, method: 'POST', type, origin: null, authorization };
			expect(await ask(asked), String(type)).toBe(200);
		}
	});

	test('is nobody on a page, and from another site', async () => {
		const sent = { method: 'POST', type: FORMS[0], authorization: `Bearer ${secret}` };
		expect(await ask({ ...page, ...sent, origin: null })).toBe(403);
		expect(await ask({ ...endpoint, ...sent, origin: 'https://evil.example' })).toBe(403);
	});

	test('that does not stand is refused, though a session would do', async () => {
		const sent = { method: 'POST', type: FORMS[0], origin: null };
		for (const authorization of ['Bearer caustic_none', 'Basic YTpi', 'Bearer', ''])
			expect(await ask({ ...endpoint, ...sent, authorization }), authorization).not.toBe(200);
	});
});
