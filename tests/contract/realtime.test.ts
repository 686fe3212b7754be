import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Room } from '#realtime/room.svelte.ts';
import { endSession } from '#server/auth/session.ts';
import { announce } from '#server/jobs/announce.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { sessions } from '#server/store/sessions.ts';
import { users } from '#server/store/users.ts';
import { eventually } from '../kit/eventually.ts';
import { memoryStorage } from '../kit/memoryStorage.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newObjectRoom, newPerson, type Person } from '../kit/people.ts';
import { openRoom, startRooms } from '../kit/rooms.ts';
import { seeded } from '../kit/seeded.ts';

ownDatabase();
let web: Awaited<ReturnType<typeof startRooms>>;
let ana: Person;
let ben: Person;
let eve: Person;
const opened: Room[] = [];

beforeAll(async () => {
	await migrate(store());
	[ana, ben, eve] = [
		await newPerson('curator'),
		await newPerson('vetter'),
		await newPerson('viewer')
	];
	web = await startRooms({ sessionCheckMs: 200 });
});
afterEach(() => {
	for (const room of opened.splice(0)) room.destroy();
});
afterAll(async () => {
	await web.close();
	closeChannels();
	await closeStore();
});

async function enter(
	person: Person,
	name: string,
	at: { origin?: string; storage?: Storage } = {}
): Promise<Room> {
	const room = openRoom(person, { origin: web.origin, name, ...at });
	opened.push(room);
	await eventually(() => room.status).toBe('live');
	return room;
}

test('what one person types the other sees, and both know that it is saved', async () => {
	const name = await newObjectRoom();
	const [here, there] = [await enter(ana, name), await enter(ben, name)];
	here.notes.insert(0, 'flat before the dip');
	expect(here.unsaved).toBe(1);
	await eventually(() => there.notes.toJSON()).toBe('flat before the dip');
	await eventually(() => here.unsaved).toBe(0);
});

test('random edits of three people in two web processes converge', async () => {
	const other = await startRooms();
	try {
		const name = await newObjectRoom();
		const rooms = [
			await enter(ana, name),
			await enter(ben, name),
			await enter(ana, name, { origin: other.origin })
		];
		const random = seeded(20260);
		for (let i = 0; i < 300; i++) {
			const { notes } = rooms[Math.floor(random() * rooms.length)];
			const at = Math.floor(random() * (notes.length + 1));
			if (random() < 0.3 && at < notes.length) notes.delete(at, 1);
			else notes.insert(at, String.fromCharCode(97 + Math.floor(random() * 26)).repeat(3));
			if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
		}
		await eventually(() => rooms.every((room) => room.unsaved === 0)).toBe(true);
		await eventually(() => new Set(rooms.map((room) => room.notes.toJSON())).size).toBe(1);
		const later = await enter(eve, name);
		await eventually(() => later.notes.toJSON()).toBe(rooms[0].notes.toJSON());
		for (const room of opened.splice(0)) room.destroy();
	} finally {
		await other.close();
	}
});

test('edits made while the server is away survive a reload of the page', async () => {
	const name = await newObjectRoom();
	const storage = memoryStorage();
	const away = await startRooms();
	const before = await enter(ana, name, { origin: away.origin, storage });
	await away.close();
	await eventually(() => before.status).toBe('offline');
	before.notes.insert(0, 'typed on the train');
	before.annotations.set('dip', {
		...{ kind: 'marker', fromMjd: 60000, toMjd: 60000, text: 'dip' },
		...{ byId: ana.user.id, byName: 'Ana', at: '2026-01-01T00:00:00Z' }
	});
	expect(before.unsaved).toBe(2);
	before.destroy();

	const after = openRoom(ana, { origin: web.origin, name, storage });
	opened.push(after);
	expect(after.notes.toJSON()).toBe('typed on the train');
	await eventually(() => after.unsaved).toBe(0);
	expect(storage.length).toBe(0);
	const other = await enter(ben, name);
	await eventually(() => other.notes.toJSON()).toBe('typed on the train');
	expect(Object.keys(other.annotations.entries)).toEqual(['dip']);
});

test('people see each other come, move and go', async () => {
	const name = await newObjectRoom();
	const here = await enter(ana, name);
	const there = await enter(ben, name);
	there.setPresence({ candidateId: 'c1', cursorMjd: 60123.5 });
	await eventually(() => here.people).toMatchObject([
		{ user: { id: ben.user.id }, candidateId: 'c1', cursorMjd: 60123.5 }
	]);
	expect(there.people).toMatchObject([{ user: { id: ana.user.id } }]);
	there.destroy();
	await eventually(() => here.people).toEqual([]);
});

test('people in another web process are seen too, also by those who come later', async () => {
	const other = await startRooms();
	try {
		const here = await enter(ana, 'queues');
		const there = await enter(ben, 'queues', { origin: other.origin });
		await eventually(() => here.people).toMatchObject([{ user: { id: ben.user.id } }]);
		await eventually(() => there.people).toMatchObject([{ user: { id: ana.user.id } }]);
		there.destroy();
		await eventually(() => here.people).toEqual([]);
	} finally {
		await other.close();
	}
});

test('a restarted server finds everybody again', async () => {
	const name = await newObjectRoom();
	const first = await startRooms();
	const rooms = [
		await enter(ana, name, { origin: first.origin }),
		await enter(ben, name, { origin: first.origin })
	];
	const returned = vi.fn();
	rooms[0].onreturn(returned);
	await first.close();
	await eventually(() => rooms.map((room) => room.status)).toEqual(['offline', 'offline']);
	rooms[0].notes.insert(0, 'meanwhile');
	const second = await startRooms({ port: Number(new URL(first.origin).port) });
	try {
		await eventually(() => rooms[1].notes.toJSON()).toBe('meanwhile');
		await eventually(() => rooms[0].people.length).toBe(1);
		await eventually(() => rooms[1].people.length).toBe(1);
		expect(returned).toHaveBeenCalledTimes(1);
		for (const room of rooms) room.destroy();
	} finally {
		await second.close();
	}
});

test('an announcement reaches the room of its topic and no other', async () => {
	const [name, otherName] = [await newObjectRoom(), await newObjectRoom()];
	const [there, elsewhere] = [await enter(ben, name), await enter(ana, otherName)];
	const [heard, overheard] = [vi.fn(), vi.fn()];
	there.onannounce(heard);
	elsewhere.onannounce(overheard);
	const vote = { topic: name, kind: 'vote', byId: ana.user.id, byName: 'Ana' } as const;
	await announce(vote);
	await eventually(() => heard.mock.calls).toEqual([[vote]]);
	await announce({ ...vote, topic: otherName });
	await eventually(() => overheard.mock.calls.length).toBe(1);
	expect(heard).toHaveBeenCalledTimes(1);
});

test('what is said of an image reaches the page of every object, and nobody else’s', async () => {
	const name = await newObjectRoom();
	const [there, elsewhere] = [await enter(ben, name), await enter(ana, 'tags')];
	const [heard, overheard] = [vi.fn(), vi.fn()];
	there.onannounce(heard);
	elsewhere.onannounce(overheard);
	const mark = { topic: 'images', kind: 'mark', byId: ana.user.id, byName: 'Ana' } as const;
	await announce(mark);
	await eventually(() => heard.mock.calls).toEqual([[mark]]);
	await announce({ ...mark, topic: 'tags' });
	await eventually(() => overheard.mock.calls.length).toBe(1);
});

test('what a command lets slip into an announcement stays on the server', async () => {
	const name = await newObjectRoom();
	const there = await enter(ben, name);
	const heard = vi.fn();
	there.onannounce(heard);
	const leaky = { topic: name, kind: 'vote', byId: ana.user.id, byName: 'Ana', classId: 'ese' };
	// A field that the schema does not have, as a careless command might pass it on.
	await announce(leaky as Parameters<typeof announce>[0]);
	await eventually(() => heard.mock.calls.length).toBe(1);
	expect(JSON.stringify(heard.mock.calls)).not.toContain('ese"');
});

test('a viewer reads, and is told that what they write is not taken', async () => {
	const name = await newObjectRoom();
	const [writer, reader] = [await enter(ana, name), await enter(eve, name)];
	expect(reader.refusal).toBeNull();
	reader.notes.insert(0, 'graffiti');
	await eventually(() => reader.refusal).toBe('Your role may read here, not write.');
	writer.notes.insert(0, 'kept');
	await eventually(() => writer.unsaved).toBe(0);
	const later = await enter(ben, name);
	await eventually(() => later.notes.toJSON()).toBe('kept');
	expect(writer.notes.toJSON()).toBe('kept');
	expect(reader.unsaved).toBe(1);
});

test('a queue’s room carries presence and no document', async () => {
	const queue = 'queue-q1';
	const [here, there] = [await enter(ana, queue), await enter(ben, queue)];
	here.notes.insert(0, 'not here');
	await eventually(() => here.refusal).toBe('This room holds no document.');
	expect(there.notes.toJSON()).toBe('');
});

test('signing out closes the sockets of the session at once, in every process', async () => {
	// It looks by itself only once a minute.
	const other = await startRooms();
	try {
		const gone = await newPerson('vetter');
		const room = await enter(gone, 'queues', { origin: other.origin });
		await endSession(gone.sessionId);
		await eventually(() => room.signedOut).toBe(true);
		expect(room.status).toBe('offline');
	} finally {
		await other.close();
	}
});

test('a session that vanished without a word closes its sockets at the next look', async () => {
	const gone = await newPerson('vetter');
	const room = await enter(gone, 'queues');
	await sessions(store()).deleteOne({ _id: gone.sessionId });
	await eventually(() => room.signedOut).toBe(true);
});

test('a page that was signed out before its room opened is let in nowhere and hears why', async () => {
	const gone = await newPerson('vetter');
	await endSession(gone.sessionId);
	const room = openRoom(gone, { origin: web.origin, name: 'queues' });
	opened.push(room);
	await eventually(() => room.signedOut).toBe(true);
	expect(room.status).toBe('offline');
});

test('a change of role takes effect on open sockets', async () => {
	const name = await newObjectRoom();
	const demoted = await newPerson('vetter');
	const room = await enter(demoted, name);
	room.notes.insert(0, 'a');
	await eventually(() => room.unsaved).toBe(0);
	await users(store()).updateOne({ _id: demoted.user.id }, { $set: { role: 'viewer' } });
	await eventually(() => {
		room.notes.insert(0, 'b');
		return room.refusal;
	}).toBe('Your role may read here, not write.');
});
