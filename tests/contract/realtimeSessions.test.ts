import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Room } from '#realtime/room.svelte.ts';
import { SESSION_COMMANDS } from '#server/commands/sessions/sessionCommands.ts';
import { startSession } from '#server/commands/sessions/startSession.ts';
import { closeChannels } from '#server/jobs/channels.ts';
import { sessionMinutes } from '#server/queries/sessionMinutes.ts';
import { sessionShown } from '#server/queries/sessions.ts';
import { closeStore, store } from '#server/store/client.ts';
import { migrate } from '#server/store/migrate.ts';
import { eventsOfSession } from '#server/store/sessionEvents.ts';
import { freePort } from '../kit/child.ts';
import { Editor } from '../kit/editor.ts';
import { eventually } from '../kit/eventually.ts';
import { ownDatabase } from '../kit/ownDatabase.ts';
import { newPerson, type Person } from '../kit/people.ts';
import { openRoom, openSocket, startRooms } from '../kit/rooms.ts';
import { startWebServer } from '../kit/webServer.ts';
import { commandId, makeCandidate, makeQueue } from './builders.ts';

const environment = ownDatabase();
let web: Awaited<ReturnType<typeof startRooms>>;
let ana: Person;
let ben: Person;
let eve: Person;
const opened: Room[] = [];

beforeAll(async () => {
	await migrate(store());
	ana = await newPerson('curator');
	ben = await newPerson('vetter');
	eve = await newPerson('viewer');
	web = await startRooms({ absenceMs: 200 });
});
afterEach(() => {
	for (const room of opened.splice(0)) room.destroy();
});
afterAll(async () => {
	await web.close();
	closeChannels();
	await closeStore();
});

async function newSession(): Promise<{ sessionId: string; candidateId: string }> {
	const queue = await makeQueue('chair');
	const candidate = await makeCandidate(queue, { rank: 1 });
	const input = { commandId: commandId(), queueId: queue.id, name: 'Monday' };
	const { id: sessionId } = await startSession({ user: ana.user }, input);
	return { sessionId, candidateId: candidate.id };
}

async function enter(person: Person, sessionId: string, origin = web.origin): Promise<Room> {
	const room = openRoom(person, { origin, name: `session-${sessionId}` });
	opened.push(room);
	await eventually(() => room.status).toBe('live');
	return room;
}

async function here(sessionId: string): Promise<string[]> {
	const { session } = await sessionShown(ana.user, sessionId);
	return session.members.filter(({ leftAt }) => leftAt === null).map(({ id }) => id);
}

test('opening the room is coming in, closing it for a while is leaving, a reload is neither', async () => {
	const { sessionId } = await newSession();
	const first = await enter(ben, sessionId);
	await eventually(() => here(sessionId)).toEqual([ben.user.id]);
	const second = await enter(ben, sessionId);
	first.destroy();
	second.destroy();
	const third = await enter(ben, sessionId);
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(await here(sessionId)).toEqual([ben.user.id]);
	third.destroy();
	await eventually(() => here(sessionId)).toEqual([]);
	const kinds = (await eventsOfSession(store(), sessionId)).map(({ kind }) => kind);
	expect(kinds).toEqual(['started', 'joined', 'left']);
});

test('what the driver’s page shows reaches the others; notes and agenda become minutes', async () => {
	const { sessionId } = await newSession();
	const [driver, follower] = [await enter(ana, sessionId), await enter(ben, sessionId)];
	driver.setPresence({ brush: { fromMjd: 59000, toMjd: 59100 }, stampImageId: 7 });
	await eventually(() => follower.people[0]?.brush).toEqual({ fromMjd: 59000, toMjd: 59100 });
	expect(follower.people[0]?.stampImageId).toBe(7);
	follower.notes.insert(0, 'flat-bottomed');
	driver.agenda.insert(0, 'first the dips');
	await eventually(() => follower.unsaved + driver.unsaved).toBe(0);
	expect(await sessionMinutes(eve.user, sessionId)).toMatchObject({
		notes: 'flat-bottomed',
		agenda: 'first the dips'
	});
});

test('a viewer may follow and not write', async () => {
	const { sessionId } = await newSession();
	const room = await enter(eve, sessionId);
	await eventually(() => here(sessionId)).toEqual([eve.user.id]);
	room.notes.insert(0, 'graffiti');
	await eventually(() => room.refusal).toBe('Your role may read here, not write.');
	expect((await sessionMinutes(eve.user, sessionId)).notes).toBe('');
});

test('no presence and no edit makes anybody driver, reveals anything or votes', async () => {
	const { sessionId, candidateId } = await newSession();
	const forger = await enter(ben, sessionId);
	const watcher = await enter(ana, sessionId);
	await eventually(() => here(sessionId)).toHaveLength(2);
	const before = await sessionShown(ana.user, sessionId);
	forger.setPresence({ candidateId, follows: false, brush: { fromMjd: 1, toMjd: 2 } });
	forger.agenda.doc?.getMap('session').set('driver', ben.user.id);
	forger.agenda.doc?.getMap('session').set('round', { candidateId, revealedAt: 'now' });
	forger.agenda.doc?.getMap('votes').set(ana.user.id, 'ese');
	await eventually(() => forger.unsaved).toBe(0);
	await eventually(() => watcher.people.length).toBe(1);
	const after = await sessionShown(ana.user, sessionId);
	expect({ ...after, nowMs: 0 }).toEqual({ ...before, nowMs: 0 });
	expect(after.session.driver?.id).toBe(ana.user.id);
});

test('the room of a session that does not exist is refused', async () => {
	const address = `${web.origin.replace('http', 'ws')}/yjs/session-nosuchsession`;
	const answer = await openSocket(address, { cookie: ana.cookie, origin: web.origin });
	expect(answer).toEqual({ status: 404 });
});

test('kill -9 of the web process in the middle of a session loses nothing that was acknowledged', async () => {
	const { sessionId, candidateId } = await newSession();
	const port = String(await freePort());
	const acknowledged: string[] = [];
	const commands: string[] = [];
	let written = 0;
	for (let round = 0; round < 2; round++) {
		const process = await startWebServer(environment, { PORT: port });
		const at = { origin: process.origin, room: `session-${sessionId}`, follows: false };
		const editors = await Promise.all(
			[ana, ben, ben].map((person) => Editor.open({ ...at, person }))
		);
		await eventually(() => here(sessionId)).toHaveLength(2);
		const writing = setInterval(
			() => editors.forEach((editor) => editor.write(`w${written++}`)),
			3
		);
		const sent = { sessionId, commandId: commandId(), candidateId };
		await SESSION_COMMANDS.takeWheel({ user: ben.user }, { ...sent, commandId: commandId() });
		await SESSION_COMMANDS.showCandidate({ user: ben.user }, sent);
		await SESSION_COMMANDS.startTimer(
			{ user: ana.user },
			{ ...sent, commandId: commandId(), minutes: 1 }
		);
		commands.push('timerStarted');
		const count = () => editors.reduce((sum, editor) => sum + editor.acknowledged.length, 0);
		await eventually(count).toBeGreaterThan(100);
		await process.kill9();
		clearInterval(writing);
		for (const editor of editors) {
			acknowledged.push(...editor.acknowledged);
			editor.close();
		}
	}
	const reader = await Editor.open({
		...web,
		room: `session-${sessionId}`,
		person: ana,
		follows: true
	});
	const found = new Set(reader.words);
	reader.close();
	expect(acknowledged.filter((word) => !found.has(word))).toEqual([]);
	const { session } = await sessionShown(ana.user, sessionId);
	expect([session.driver?.id, session.candidateId]).toEqual([ben.user.id, candidateId]);
	const kinds = (await eventsOfSession(store(), sessionId)).map(({ kind }) => kind);
	expect(kinds.filter((kind) => kind === 'timerStarted')).toEqual(commands);
	// Nobody left: the process went away, not they.
	expect(kinds.filter((kind) => kind === 'joined')).toHaveLength(2);
	expect(kinds).not.toContain('left');
});
