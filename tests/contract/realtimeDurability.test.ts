import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { closeChannels } from '#server/jobs/channels.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { compactYLog, insertYUpdate, readYLog, type YLog } from '#server/store/yDocs.ts';
import { Editor } from '../kit/editor.ts';
import { eventually } from '../kit/eventually.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newObjectRoom, newPerson, type Person } from '../kit/people.ts';
import { startRooms } from '../kit/rooms.ts';
import { freePort } from '../kit/child.ts';
import { startWebServer } from '../kit/webServer.ts';

const environment = ownDatabase();
let ana: Person;

beforeAll(async () => {
	await migrate(store());
	ana = await newPerson('curator');
});
afterAll(async () => {
	closeChannels();
	await closeStore();
});

async function wordsIn(origin: string, room: string): Promise<Set<string>> {
	const reader = await Editor.open({ origin, room, person: ana, follows: true });
	const words = new Set(reader.words);
	reader.close();
	return words;
}

function wordsOf({ snapshot, updates }: YLog): unknown[] {
	const doc = new Y.Doc();
	for (const update of snapshot ? [snapshot.bytes, ...updates] : updates)
		Y.applyUpdate(doc, update);
	return doc.getArray('words').toArray();
}

test('what was acknowledged survives kill -9 of the web process, round after round', async () => {
	const room = await newObjectRoom();
	const port = String(await freePort());
	const acknowledged: string[] = [];
	let written = 0;
	for (let round = 0; round < 4; round++) {
		const web = await startWebServer(environment, { PORT: port });
		const { origin } = web;
		const editors = await Promise.all(
			Array.from({ length: 5 }, () => Editor.open({ origin, room, person: ana, follows: false }))
		);
		const writing = setInterval(
			() => editors.forEach((editor) => editor.write(`w${written++}`)),
			2
		);
		const count = () => editors.reduce((sum, editor) => sum + editor.acknowledged.length, 0);
		await eventually(count).toBeGreaterThan(300);
		await web.kill9();
		clearInterval(writing);
		for (const editor of editors) {
			acknowledged.push(...editor.acknowledged);
			editor.close();
		}
	}
	expect(written).toBeGreaterThan(acknowledged.length);
	const web = await startWebServer(environment, { PORT: port });
	const found = await wordsIn(web.origin, room);
	await web.stop();
	expect(acknowledged.filter((word) => !found.has(word))).toEqual([]);
});

test('a web process that is asked to stop writes what it received and says goodbye', async () => {
	const room = await newObjectRoom();
	const web = await startWebServer(environment);
	const editor = await Editor.open({ origin: web.origin, room, person: ana, follows: false });
	for (let i = 0; i < 200; i++) editor.write(`w${i}`);
	await eventually(() => editor.acknowledged.length).toBeGreaterThan(0);
	await web.stop();
	expect(await web.exited).toBe(0);
	await eventually(() => editor.isOpen).toBe(false);
	const kept = new Set(wordsOf(await readYLog(store(), room)));
	expect(editor.acknowledged.filter((word) => !kept.has(word))).toEqual([]);
});

test('loading a room while others compact it never misses an acknowledged edit', async () => {
	const room = await newObjectRoom();
	const [one, two] = [await startRooms(), await startRooms()];
	const editor = await Editor.open({ ...one, room, person: ana, follows: false });
	let written = 0;
	// An end to it, or on a busy machine the log grows faster than it can be read.
	const writing = setInterval(() => written < 1500 && editor.write(`w${written++}`), 4);
	const missed: string[][] = [];
	const compactions = async () => (await readYLog(store(), room)).snapshot?.version ?? 0;
	try {
		await eventually(() => editor.acknowledged.length).toBeGreaterThan(50);
		while (missed.length < 3 || (await compactions()) < 1) {
			const promised = [...editor.acknowledged];
			// The only visitor there: each visit loads the room, and compacts it on leaving.
			const found = await wordsIn(two.origin, room);
			missed.push(promised.filter((word) => !found.has(word)));
		}
	} finally {
		clearInterval(writing);
	}
	expect(missed.flat()).toEqual([]);
	editor.close();
	await Promise.all([one.close(), two.close()]);
});

test('a room read again and again while it is compacted again and again is always whole', async () => {
	const room = await newObjectRoom();
	const doc = new Y.Doc();
	const words = doc.getArray<number>('words');
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	let onDisk = 0;
	let reading = true;
	async function write(): Promise<void> {
		while (reading) {
			words.push([words.length]);
			const [update] = updates.splice(0);
			await insertYUpdate(store(), { room, bytes: update, by: 'writer' });
			onDisk = words.length;
		}
	}
	async function compact(): Promise<void> {
		while (reading) {
			const read = await readYLog(store(), room);
			const parts = read.snapshot ? [read.snapshot.bytes, ...read.updates] : read.updates;
			if (parts.length > 1)
				await compactYLog(store(), room, { read, merged: Y.mergeUpdates(parts) });
		}
	}
	const others = [write(), compact(), compact()];
	const short: string[] = [];
	for (let load = 0; load < 300; load++) {
		const promised = onDisk;
		const read = await readYLog(store(), room);
		const found = wordsOf(read).length;
		if (found < promised) short.push(`${found} of ${promised}`);
	}
	reading = false;
	await Promise.all(others);
	expect(short).toEqual([]);
	expect((await readYLog(store(), room)).snapshot?.version).toBeGreaterThan(10);
});

test('of two compactions at once one wins, and the loser deletes nothing', async () => {
	const room = await newObjectRoom();
	const doc = new Y.Doc();
	doc.getText('notes').insert(0, 'a');
	await insertYUpdate(store(), { room, bytes: Y.encodeStateAsUpdate(doc), by: 'one' });
	const read = await readYLog(store(), room);
	doc.getText('notes').insert(1, 'b');
	await insertYUpdate(store(), { room, bytes: Y.encodeStateAsUpdate(doc), by: 'two' });
	const both = await readYLog(store(), room);
	expect(await compactYLog(store(), room, { read, merged: Y.mergeUpdates(read.updates) })).toBe(
		true
	);
	expect(
		await compactYLog(store(), room, { read: both, merged: Y.mergeUpdates(both.updates) })
	).toBe(false);
	const left = await readYLog(store(), room);
	expect(left.updates.length).toBe(1);
	expect(left.snapshot?.version).toBe(1);
});
