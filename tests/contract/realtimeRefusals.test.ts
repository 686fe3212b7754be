import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { encodePresence, encodeSync, MAX_MESSAGE_BYTES, SYNC_UPDATE } from '#realtime/protocol.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeStore, collection, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { eventually } from '../kit/eventually.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newObjectRoom, newPerson, type Person } from '../kit/people.ts';
import { openRoom, openSocket, startRooms } from '../kit/rooms.ts';

ownDatabase();
let web: Awaited<ReturnType<typeof startRooms>>;
let ana: Person;
let ben: Person;
let room: string;

beforeAll(async () => {
	await migrate(store());
	[ana, ben, room] = [await newPerson('curator'), await newPerson('vetter'), await newObjectRoom()];
	web = await startRooms();
});
afterAll(async () => {
	await web.close();
	closeChannels();
	await closeStore();
});

function knock(path: string, headers: Record<string, string>) {
	return openSocket(web.origin.replace('http', 'ws') + path, headers);
}

async function bareSocket(person: Person, name: string): Promise<WebSocket> {
	const answer = await knock(`/yjs/${name}`, { cookie: person.cookie, origin: web.origin });
	if (!('socket' in answer)) throw new Error(`refused with ${answer.status}`);
	return answer.socket;
}

/** The close code that a message earns its sender, while somebody else in the room goes on undisturbed. */
async function codeFor(message: Uint8Array | string): Promise<number> {
	const other = openRoom(ana, { origin: web.origin, name: room });
	await eventually(() => other.status).toBe('live');
	const socket = await bareSocket(ben, room);
	const closed = new Promise<number>((resolve) => socket.once('close', resolve));
	socket.send(message);
	const code = await closed;
	const before = other.notes.toJSON();
	other.notes.insert(0, '.');
	await eventually(() => other.unsaved).toBe(0);
	const fresh = openRoom(ben, { origin: web.origin, name: room });
	await eventually(() => fresh.notes.toJSON()).toBe(`.${before}`);
	expect(other.status).toBe('live');
	for (const tab of [other, fresh]) tab.destroy();
	return code;
}

test('without a session nobody gets in', async () => {
	expect(await knock(`/yjs/${room}`, { origin: web.origin })).toEqual({ status: 401 });
});

test('a forged session does not get in', async () => {
	const cookie = ben.cookie.replace(/=.*/, '=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
	expect(await knock(`/yjs/${room}`, { cookie, origin: web.origin })).toEqual({ status: 401 });
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
	'a page of %s cannot open a socket with our visitor’s cookie',
	async (origin) => {
		expect(await knock(`/yjs/${room}`, { cookie: ben.cookie, origin })).toEqual({ status: 403 });
	}
);

test('a request without Origin, which no browser sends, is refused', async () => {
	expect(await knock(`/yjs/${room}`, { cookie: ben.cookie })).toEqual({ status: 403 });
});

test('a foreign name that resolves to our address is refused, Origin or not', async () => {
	const rebound = { cookie: ben.cookie, host: 'evil.example', origin: 'http://evil.example' };
	expect(await knock(`/yjs/${room}`, rebound)).toEqual({ status: 403 });
});

test.each(['/yjs/', '/yjs/object-../x', '/yjs/users', '/yjs/object-madeup', '/elsewhere'])(
	'%s is no room',
	async (path) => {
		const headers = { cookie: ben.cookie, origin: web.origin };
		expect(await knock(path, headers)).toEqual({ status: 404 });
	}
);

test('text is refused', async () => {
	expect(await codeFor('hello')).toBe(1003);
});

test('a message of an unknown kind is refused', async () => {
	expect(await codeFor(new Uint8Array([77, 1]))).toBe(1003);
	expect(await codeFor(new Uint8Array([0, 9, 0]))).toBe(1003);
});

test.each([
	['an empty message', new Uint8Array()],
	['a sync message that ends too early', new Uint8Array([0, 2, 200, 1])],
	['an edit that is no Yjs update', encodeSync(SYNC_UPDATE, new Uint8Array([1, 1, 200, 200]))],
	['an edit of random bytes', encodeSync(SYNC_UPDATE, new Uint8Array(64).fill(173))],
	['a state vector of nonsense', encodeSync(0, new Uint8Array([9, 255, 255]))],
	['presence that is no JSON', encodePresence(new Uint8Array([1, 5, 1, 2, 123, 123]))]
])('%s costs only its sender’s connection', async (_name, message) => {
	expect(await codeFor(message)).toBe(1007);
});

test('a message that is too big costs only its sender’s connection', async () => {
	expect(await codeFor(new Uint8Array(MAX_MESSAGE_BYTES + 1))).toBe(1009);
});

test('nothing that was refused is in the log', async () => {
	const rows = await collection<{ room: string; bytes: { value(): Uint8Array } }>(
		store(),
		'yUpdates'
	)
		.find({ room })
		.toArray();
	const doc = new Y.Doc();
	for (const row of rows) Y.applyUpdate(doc, row.bytes.value());
	expect(doc.getText('notes').toJSON()).toMatch(/^\.+$/);
});

test('a flood is slowed down, not dropped, and does not hold up the others', async () => {
	const name = await newObjectRoom();
	const flooder = openRoom(ben, { origin: web.origin, name });
	const other = openRoom(ana, { origin: web.origin, name });
	await eventually(() => [flooder.status, other.status]).toEqual(['live', 'live']);
	for (let i = 0; i < 2500; i++) flooder.notes.insert(0, 'x');
	other.notes.insert(0, 'y');
	await eventually(() => other.unsaved).toBe(0);
	await eventually(() => flooder.unsaved).toBe(0);
	await eventually(() => other.notes.length).toBe(2501);
	for (const tab of [flooder, other]) tab.destroy();
});

/** What a browser tab with this client id would say of its user. */
function presence(clientId: number, clock: number, state: unknown): Uint8Array {
	const update = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarUint(encoder, clientId);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, JSON.stringify(state));
	});
	return encodePresence(update);
}

function standing(id: string, name: string) {
	return { user: { id, name, colour: 1 }, candidateId: null, cursorMjd: null, typing: false };
}

test('nobody can appear as somebody else, or make somebody else disappear', async () => {
	const name = await newObjectRoom();
	const watcher = openRoom(await newPerson('viewer'), { origin: web.origin, name });
	const people = () => watcher.people.map(({ user }) => [user.id, user.name]);
	const [victim, forger] = [await bareSocket(ana, name), await bareSocket(ben, name)];
	victim.send(presence(99, 1, standing(ana.user.id, 'Ana')));
	await eventually(people).toEqual([[ana.user.id, ana.user.displayName]]);
	forger.send(presence(4711, 1, standing(ana.user.id, 'Ana')));
	forger.send(presence(99, 1_000_000, standing(ben.user.id, 'Ben')));
	forger.send(presence(99, 1_000_000, null));
	// One that is true but for the name shows that the others have been looked at.
	forger.send(presence(4712, 1, standing(ben.user.id, 'Professor Ana')));
	await eventually(() => people().length).toBe(2);
	expect(people()).toEqual([
		[ana.user.id, ana.user.displayName],
		[ben.user.id, ben.user.displayName]
	]);
	for (const socket of [victim, forger]) socket.terminate();
	watcher.destroy();
});

test('the room of what a person is told lets in that person only', async () => {
	const path = `/yjs/user-${ben.user.id}`;
	expect(await knock(path, { cookie: ana.cookie, origin: web.origin })).toEqual({ status: 403 });
	(await bareSocket(ben, `user-${ben.user.id}`)).close();
});
