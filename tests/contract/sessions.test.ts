import { beforeAll, describe, expect, test } from 'vitest';
import { SESSION_COMMANDS } from '#server/commands/sessions/sessionCommands.ts';
import { noteArrival, noteDeparture } from '#server/commands/sessions/attendance.ts';
import { startSession } from '#server/commands/sessions/startSession.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { minutesCsv } from '#server/queries/minutesCsv.ts';
import { minutesMarkdown } from '#server/queries/minutesMarkdown.ts';
import { sessionMinutes } from '#server/queries/sessionMinutes.ts';
import { sessionReplay } from '#server/queries/sessionReplay.ts';
import { listSessions, sessionIfAny, sessionShown } from '#server/queries/sessions.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import { eventsOfSession } from '#server/store/sessionEvents.ts';
import { Random } from '#science/stats/random.ts';
import type { Notification } from '#schema/notification.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { VettingSession } from '#schema/session.ts';
import type { User } from '#schema/user.ts';
import { commandId, makeCandidate, makeQueue, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let cyd: User;
let eve: User;
let queue: Queue;
let first: Candidate;
let second: Candidate;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
	eve = await makeUser('eve', 'viewer');
	queue = await makeQueue('chair');
	first = await makeCandidate(queue, { rank: 1 });
	second = await makeCandidate(queue, { rank: 2 });
});

async function started(by: User = ana, on: Queue = queue): Promise<VettingSession> {
	const input = { commandId: commandId(), queueId: on.id, name: 'Monday', roundMinutes: '' };
	const session = await startSession({ user: by }, input);
	for (const user of new Set([by, ana, ben, eve])) await noteArrival(user, session.id);
	return session;
}

function act(user: User, name: string, sessionId: string, more: object = {}) {
	return SESSION_COMMANDS[name]({ user }, { commandId: commandId(), sessionId, ...more });
}

function vote(user: User, candidate: Candidate, classKey: string) {
	return castVote({ user }, { commandId: commandId(), candidateId: candidate.id, classKey });
}

async function kindsOf({ id }: VettingSession): Promise<string[]> {
	return (await eventsOfSession(store(), id)).map(({ kind }) => kind);
}

describe('who is there and who drives', () => {
	test('the starter leads and drives; coming in twice is one arrival, leaving frees the wheel', async () => {
		const session = await started();
		expect(session).toMatchObject({ chair: { name: 'ANA' }, driver: { name: 'ANA' } });
		await noteArrival(ben, session.id);
		await noteDeparture(ana, session.id);
		const { session: now } = await sessionShown(ben, session.id);
		expect(now.driver).toBeNull();
		expect(now.members.filter(({ leftAt }) => !leftAt).map(({ name }) => name)).toEqual([
			'BEN',
			'EVE'
		]);
		await noteArrival(ana, session.id);
		expect(await kindsOf(session)).toEqual([
			'started',
			...['joined', 'joined', 'joined', 'left', 'joined']
		]);
	});

	test('a vetter takes the wheel and hands it over; a viewer can do neither nor be given it', async () => {
		const session = await started();
		expect((await act(ben, 'takeWheel', session.id)).driver?.name).toBe('BEN');
		await expect(act(eve, 'takeWheel', session.id)).rejects.toThrow('may not drive a session');
		await expect(act(cyd, 'takeWheel', session.id)).rejects.toThrow('open it first');
		await expect(act(ben, 'handOver', session.id, { toUserId: eve.id })).rejects.toThrow(
			'may look on, not drive'
		);
		await expect(act(eve, 'handOver', session.id, { toUserId: ben.id })).rejects.toThrow(
			'may not lead this session'
		);
		await expect(act(ben, 'handOver', session.id, { toUserId: cyd.id })).rejects.toThrow(
			'not in this session'
		);
		const { driver } = await act(ben, 'handOver', session.id, { toUserId: ana.id });
		expect(driver?.name).toBe('ANA');
	});

	test('only the driver shows candidates, and only of the session’s queue', async () => {
		const session = await started();
		const elsewhere = await makeCandidate(await makeQueue('open'), { rank: 1 });
		await expect(act(ben, 'showCandidate', session.id, { candidateId: first.id })).rejects.toThrow(
			'ANA drives this session: take the wheel first.'
		);
		await expect(
			act(ana, 'showCandidate', session.id, { candidateId: elsewhere.id })
		).rejects.toThrow('not in the session’s queue');
		await act(ana, 'showCandidate', session.id, { candidateId: first.id });
		await act(ana, 'showCandidate', session.id, { candidateId: first.id });
		expect((await kindsOf(session)).filter((kind) => kind === 'showed')).toHaveLength(1);
	});

	test('a command that is sent again is carried out once', async () => {
		const session = await started();
		const sent = { commandId: commandId(), sessionId: session.id, minutes: '2' };
		const once = await SESSION_COMMANDS.startTimer({ user: ana }, sent);
		const again = await SESSION_COMMANDS.startTimer({ user: ana }, sent);
		expect(again.timer).toEqual(once.timer);
		expect((await kindsOf(session)).filter((kind) => kind === 'timerStarted')).toHaveLength(1);
	});
});

describe('refused', () => {
	test('a session that does not exist, or is about another queue', async () => {
		await expect(sessionShown(ana, 'nosuchsession')).rejects.toThrow('does not exist');
		await expect(act(ana, 'takeWheel', 'nosuchsession')).rejects.toThrow('does not exist');
		const session = await started();
		const other = await makeQueue('open');
		await expect(sessionIfAny(ana, session.id, other.id)).rejects.toThrow('another queue');
		expect(await sessionIfAny(ana, null, other.id)).toBeNull();
	});

	test('starting one as a viewer, on no queue, or without a name', async () => {
		const input = { commandId: commandId(), queueId: queue.id, name: 'x' };
		await expect(startSession({ user: eve }, input)).rejects.toThrow('may not start sessions');
		await expect(startSession({ user: ben }, { ...input, name: ' ' })).rejects.toThrow(
			'Give the session a name.'
		);
		await expect(startSession({ user: ben }, { ...input, queueId: 'none' })).rejects.toThrow(
			'This queue does not exist.'
		);
	});

	test('leading somebody else’s session as a vetter; anything once it has ended', async () => {
		const session = await started();
		for (const name of ['openRound', 'revealRound', 'openSecondRound', 'stopTimer', 'endSession']) {
			await expect(act(ben, name, session.id), name).rejects.toThrow('may not lead this session');
		}
		await act(ana, 'endSession', session.id);
		await expect(act(ben, 'takeWheel', session.id)).rejects.toThrow('This session has ended');
		await noteArrival(cyd, session.id);
		expect((await kindsOf(session)).at(-1)).toBe('ended');
	});
});

test('whoever the queue names as its voters is told of a session once, and nobody else', async () => {
	const named = await makeQueue('chair');
	await collection<{ _id: string }>(store(), 'queues').updateOne(
		{ _id: named.id },
		{ $set: { voters: { teamId: null, userIds: [ana.id, ben.id] } } }
	);
	const input = { commandId: commandId(), queueId: named.id, name: 'Tuesday' };
	const session = await startSession({ user: ana }, input);
	await startSession({ user: ana }, input);
	const told = await collection<Notification & { _id: string }>(store(), 'notifications')
		.find({ key: `session ${session.id}` })
		.toArray();
	expect(told.map(({ userId, kind, href }) => [userId, kind, href])).toEqual([
		[ben.id, 'session', `/sessions/${session.id}`]
	]);
});

describe('a sealed round', () => {
	test('who has voted shows, what shows to all at once, and a second round begins sealed', async () => {
		const session = await started();
		await expect(act(ana, 'openRound', session.id)).rejects.toThrow('No candidate is shown yet');
		await act(ana, 'showCandidate', session.id, { candidateId: first.id });
		await act(ana, 'openRound', session.id);
		await expect(act(ana, 'openRound', session.id)).rejects.toThrow('open already');
		await vote(ana, first, 'ese');
		await vote(ben, first, 'agn');
		for (const reader of [ana, ben, eve]) {
			const shown = await sessionShown(reader, session.id);
			expect(shown.voted.map(({ name }) => name).sort()).toEqual(['ANA', 'BEN']);
			expect(shown.votes).toBeNull();
			const told = JSON.stringify([
				shown,
				await sessionReplay(reader, session.id),
				await sessionMinutes(reader, session.id)
			]);
			expect(told).not.toMatch(/"ese"|"agn"|AGN/);
		}
		await act(ana, 'revealRound', session.id);
		const shown = await sessionShown(eve, session.id);
		expect(shown.votes?.map(({ name, classLabel }) => `${name} ${classLabel}`).sort()).toEqual([
			'ANA ESE',
			'BEN AGN'
		]);
		await expect(act(ana, 'openRound', session.id)).rejects.toThrow('open a second round');
		await act(ana, 'openSecondRound', session.id);
		await vote(ben, first, 'ese');
		const later = await sessionShown(ana, session.id);
		expect(later.candidate?.round).toBe(2);
		expect([later.voted.length, later.votes]).toEqual([1, null]);
	});

	test('who leads a session but not its queue reveals nothing', async () => {
		const session = await started(cyd);
		await act(cyd, 'showCandidate', session.id, { candidateId: second.id });
		await act(cyd, 'openRound', session.id);
		await vote(ben, second, 'ese');
		await expect(act(cyd, 'revealRound', session.id)).rejects.toThrow('may not reveal');
		const shown = await sessionShown(cyd, session.id);
		expect([shown.allowed.chair, shown.allowed.reveal, shown.votes]).toEqual([true, false, null]);
		expect(await kindsOf(session)).not.toContain('revealed');
	});

	test('a reveal that is repeated after a crash is one event', async () => {
		const sealed = await makeQueue('chair');
		const candidate = await makeCandidate(sealed, { rank: 1 });
		const session = await started(ana, sealed);
		await act(ana, 'showCandidate', session.id, { candidateId: candidate.id });
		await vote(ben, candidate, 'ese');
		const sent = { commandId: commandId(), sessionId: session.id };
		await Promise.all([1, 2].map(() => SESSION_COMMANDS.revealRound({ user: ana }, sent)));
		expect((await kindsOf(session)).filter((kind) => kind === 'revealed')).toHaveLength(1);
	});
});

describe('afterwards', () => {
	let session: VettingSession;

	beforeAll(async () => {
		const open = await makeQueue('chair');
		const candidate = await makeCandidate(open, { rank: 7 });
		session = await started(ana, open);
		await act(ana, 'showCandidate', session.id, { candidateId: candidate.id });
		await act(ana, 'openRound', session.id);
		await castVote(
			{ user: ben },
			{
				...{ commandId: commandId(), candidateId: candidate.id, classKey: 'ese' },
				note: '=1+1 | “flat”, <b>really</b>'
			}
		);
		await act(ana, 'revealRound', session.id);
		await act(ben, 'leaveSession', session.id);
		await act(ana, 'endSession', session.id);
	});

	test('the minutes say who was there and what was decided by which votes', async () => {
		const minutes = await sessionMinutes(eve, session.id);
		expect(minutes.stays.map(({ name, leftAt }) => [name, leftAt !== null])).toEqual([
			['ANA', true],
			['BEN', true],
			['EVE', true]
		]);
		expect(minutes.decisions[0]).toMatchObject({ objectName: 'J7', round: 1, by: 'ANA' });
		const markdown = minutesMarkdown(minutes);
		expect(markdown).toContain('### J7, round 1: ESE 1');
		expect(markdown).toContain(
			'| BEN | ESE | likely | yes | =1+1 \\| “flat”, &lt;b>really&lt;/b> |'
		);
		const csv = minutesCsv(minutes);
		expect(csv).toContain('vote,BEN,');
		expect(csv).toContain('"\'=1+1 | “flat”, <b>really</b>"');
		expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + 6 + 1 + 1);
	});

	test('the replay shows a vote when it showed, not when it was cast', async () => {
		const { moments } = await sessionReplay(eve, session.id);
		const said = moments.map(({ sentence, votes }) => [sentence, votes?.length ?? null]);
		expect(said).toContainEqual(['BEN voted.', null]);
		expect(said).toContainEqual(['ANA revealed the votes of round 1 on J7.', 1]);
		const sealed = moments.find(({ sentence }) => sentence === 'BEN voted.');
		expect(sealed).toMatchObject({
			voted: ['BEN'],
			driverName: 'ANA',
			people: ['ANA', 'BEN', 'EVE']
		});
		expect(moments.at(-1)?.people).toEqual([]);
	});

	test('it is in the list, and every command in the audit log', async () => {
		const [row] = (await listSessions(eve)).filter(({ id }) => id === session.id);
		expect(row).toMatchObject({ here: [], queueName: 'a chair queue' });
		const audited = await auditEventsOf(store(), `session ${session.id}`);
		expect(audited.map(({ action }) => action)).toEqual([
			...['startSession', 'showCandidate', 'openRound', 'revealRound', 'leaveSession', 'endSession']
		]);
	});
});

test('however commands race, events are numbered without gaps and the record agrees with the session', async () => {
	const session = await started();
	const random = new Random(41);
	const people = [ana, ben, eve];
	const steps = Array.from({ length: 60 }, () => {
		const user = people[random.integer(people.length)];
		const [name, more] = [
			['takeWheel', {}],
			['handOver', { toUserId: people[random.integer(people.length)].id }],
			['showCandidate', { candidateId: [first, second][random.integer(2)].id }],
			['startTimer', { minutes: 1 }],
			['stopTimer', {}]
		][random.integer(5)] as [string, object];
		return () => act(user, name, session.id, more);
	});
	for (let i = 0; i < steps.length; i += 4) {
		await Promise.allSettled(steps.slice(i, i + 4).map((step) => step()));
	}
	const events = await eventsOfSession(store(), session.id);
	const { session: now } = await sessionShown(ana, session.id);
	expect(events.map(({ number }) => number)).toEqual(events.map((_, i) => i + 1));
	expect(now.events).toBe(events.length);
	const drove = events.filter((event) => event.kind === 'drove').at(-1);
	expect(now.driver?.id).toBe(drove?.driver?.id ?? ana.id);
	const showed = events.filter((event) => event.kind === 'showed').at(-1);
	expect(now.candidateId).toBe(showed?.candidateId ?? null);
	expect(now.driver?.id).not.toBe(eve.id);
});
