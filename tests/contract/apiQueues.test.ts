import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#server/store/migrate.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeStore, store } from '#server/store/client.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newPerson, type Person } from '../kit/people.ts';
import { startWebServer, type WebServer } from '../kit/webServer.ts';
import { makeObject } from './builders.ts';

const environment = ownDatabase();
let web: WebServer;
let curator: Person;
let viewer: Person;

beforeAll(async () => {
	await migrate(store());
	curator = await newPerson('curator');
	viewer = await newPerson('viewer');
	web = await startWebServer(environment);
});
afterAll(async () => {
	await web.stop();
	closeChannels();
	await closeStore();
});

type Answer = { status: number; body: Record<string, unknown> };

async function ask(
	person: Person | null,
	method: 'GET' | 'POST' | 'PATCH',
	path: string,
	body?: unknown
): Promise<Answer> {
	const response = await fetch(`${web.origin}/api/v1/${path}`, {
		method,
		headers: { 'content-type': 'application/json', ...(person ? { cookie: person.cookie } : {}) },
		body: typeof body === 'string' ? body : JSON.stringify(body)
	});
	// Every answer of the API is JSON: an object, or a list of them.
	return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const CLASSES = [
	{ key: 'dip', label: 'Dip', colour: 1, hotkey: '1' },
	{ key: 'flare', label: 'Flare', colour: 2, hotkey: '2' }
];

describe('queues over the API', () => {
	test('are made, read, changed and listed', async () => {
		const { name } = await makeObject({ ra: 12, dec: -40 });
		const settings = { name: 'By machine', from: 'pasted', positions: '12 -40', opinionsWanted: 3 };
		const made = await ask(curator, 'POST', 'queues', settings);
		expect(made).toMatchObject({ status: 200, body: { name: 'By machine', opinionsWanted: 3 } });
		const path = `queues/${String(made.body.id)}`;
		const candidates = await ask(viewer, 'GET', `${path}/candidates`);
		expect(candidates.body).toMatchObject({ rows: [{ name }] });
		const changed = await ask(curator, 'PATCH', path, { name: 'By hand' });
		expect(changed.status).toBe(200);
		expect((await ask(viewer, 'GET', path)).body).toMatchObject({
			name: 'By hand',
			opinionsWanted: 3
		});
		expect(JSON.stringify((await ask(viewer, 'GET', 'queues')).body)).toContain('By hand');
	});

	test.each([
		['a viewer', { name: 'x', from: 'pasted', positions: '1 1' }, 403, undefined],
		['nobody', { name: 'x', from: 'pasted', positions: '1 1' }, 401, undefined],
		['a curator', { from: 'pasted', positions: '1 1' }, 400, 'name'],
		['a curator', { name: 'x', from: 'pasted', positions: '' }, 400, 'positions'],
		['a curator', { name: 'x', from: 'thin air' }, 400, 'from'],
		['a curator', { name: { $gt: '' }, from: 'pasted', positions: '1 1' }, 400, 'name'],
		['a curator', 'no JSON', 400, undefined],
		['a curator', [1, 2], 400, undefined]
	])('from %s as %j are refused with the field’s name', async (who, body, status, field) => {
		const person = { 'a viewer': viewer, 'a curator': curator }[who] ?? null;
		const answer = await ask(person, 'POST', 'queues', body);
		expect(answer.status).toBe(status);
		expect(answer.body.field).toBe(field);
		expect(answer.body.message).toMatch(/\.$/);
	});

	test('of a megabyte are refused unread', async () => {
		const answer = await ask(curator, 'POST', 'queues', { protocol: 'x'.repeat(2 ** 20) });
		expect(answer).toMatchObject({ status: 400, body: { code: 'Invalid' } });
		expect(answer.body.message).toContain('too long');
	});

	test('that are not there are 404', async () => {
		expect((await ask(viewer, 'GET', 'queues/none')).status).toBe(404);
		expect((await ask(curator, 'PATCH', 'queues/none', { name: 'x' })).status).toBe(404);
	});
});

describe('class lists over the API', () => {
	test('are made, versioned and listed', async () => {
		const first = await ask(curator, 'POST', 'taxonomies', { name: 'Shapes', classes: CLASSES });
		expect(first).toMatchObject({ status: 200, body: { name: 'Shapes', version: 1 } });
		const next = await ask(curator, 'POST', 'taxonomies', {
			followsId: first.body.id,
			name: 'Shapes',
			classes: [...CLASSES, { key: 'step', label: 'Step', colour: 3, hotkey: '3' }]
		});
		expect(next).toMatchObject({ status: 200, body: { version: 2 } });
		expect((await ask(viewer, 'GET', 'taxonomies')).body).toContainEqual(
			expect.objectContaining({ id: next.body.id, version: 2, queues: 0 })
		);
	});

	test.each([
		['without classes', { name: 'Empty', classes: [] }, 'classes'],
		['without a name', { classes: CLASSES }, 'name'],
		['with a key twice', { name: 'Twice', classes: [CLASSES[0], CLASSES[0]] }, undefined]
	])('%s are refused', async (_, body, field) => {
		const answer = await ask(curator, 'POST', 'taxonomies', body);
		expect(answer.status).toBe(400);
		if (field) expect(answer.body.field).toBe(field);
	});

	test('are a curator’s to make', async () => {
		const answer = await ask(viewer, 'POST', 'taxonomies', { name: 'Mine', classes: CLASSES });
		expect(answer.status).toBe(403);
	});
});
