import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Room } from '#realtime/room.svelte.ts';
import { announce } from '#server/jobs/announce.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { newsMark } from '#server/newsMark.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { eventually } from '../kit/eventually.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newPerson, type Person } from '../kit/people.ts';
import { openRoom, startRooms } from '../kit/rooms.ts';

ownDatabase();
let web: Awaited<ReturnType<typeof startRooms>>;
let ana: Person;
const opened: Room[] = [];
const NEWS = { kind: 'tag', byId: null, byName: null } as const;

beforeAll(async () => {
	await migrate(store());
	ana = await newPerson('curator');
	web = await startRooms();
});
afterEach(() => {
	for (const room of opened.splice(0)) room.destroy();
});
afterAll(async () => {
	await web.close();
	closeChannels();
	await closeStore();
});

async function enter(name: string, mark?: string, origin = web.origin): Promise<Room> {
	const known = mark === undefined ? {} : { newsMark: mark };
	const room = openRoom(ana, { origin, name, ...known });
	opened.push(room);
	await eventually(() => room.status).toBe('live');
	return room;
}

async function isUpToDate(...at: Parameters<typeof enter>): Promise<boolean> {
	return (await enter(...at)).isUpToDate;
}

test('a page just loaded is told that it need not load again', async () => {
	// With the first visitor the process begins to hear announcements: pages made before that cannot be vouched for.
	await eventually(() => isUpToDate('tags', newsMark())).toBe(true);
});

test('what was announced between its loading and its coming in makes it load again, and only there', async () => {
	const mark = newsMark();
	const witness = await enter('tags');
	let heard = 0;
	witness.onannounce(() => heard++);
	await announce({ ...NEWS, topic: 'tags' });
	await eventually(() => heard).toBe(1);
	expect(await isUpToDate('tags', mark)).toBe(false);
	expect(await isUpToDate('runs', mark)).toBe(true);
	expect(await isUpToDate('tags', newsMark())).toBe(true);
});

test('nothing is promised to a page that does not say when, or that another process made', async () => {
	expect(await isUpToDate('tags')).toBe(false);
	for (const mark of ['', 'x', '1-2_3', `0${newsMark()}`, "_'; drop", '_1e999'])
		expect(await isUpToDate('tags', mark), mark).toBe(false);
});

test('whoever was offline has missed what was announced, whatever it was promised before', async () => {
	const first = await startRooms();
	await eventually(() => isUpToDate('tags', newsMark(), first.origin)).toBe(true);
	const room = await enter('tags', newsMark(), first.origin);
	expect(room.isUpToDate).toBe(true);
	await first.close();
	await eventually(() => room.status).toBe('offline');
	const second = await startRooms({ port: Number(new URL(first.origin).port) });
	try {
		await eventually(() => room.status).toBe('live');
		expect(room.isUpToDate).toBe(false);
		room.destroy();
	} finally {
		await second.close();
	}
});
