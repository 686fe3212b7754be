import { beforeAll, describe, expect, test } from 'vitest';
import { createSession, endSession, readSession, sessionUser } from '#server/auth/session.ts';
import { signIn, signOut, signOutEverywhere } from '#server/commands/signIn.ts';
import { createUser } from '#server/commands/users.ts';
import { listAccounts } from '#server/queries/users.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { sessions } from '#server/store/sessions.ts';
import { users } from '#server/store/users.ts';
import { Failure } from '#schema/failure.ts';
import type { User } from '#schema/user.ts';
import { makeUser, ownInstallation, PASSWORD } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let root: User;

beforeAll(async () => {
	root = await makeUser('root', 'admin');
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

function cookieOf(sessionId: string): string {
	return `theme=dark; caustic_session=${sessionId}; other=1`;
}

function enter(username: string, password: string, address = '192.0.2.1') {
	return signIn({ username, password }, { address });
}

describe('a session', () => {
	test('tells who is signed in, and nothing secret', async () => {
		const { sessionId } = await enter('Ana ', PASSWORD);
		const read = await readSession(cookieOf(sessionId));
		expect(read?.user).toEqual(ana);
		expect(JSON.stringify(read)).not.toContain('argon2');
	});

	test.each([
		undefined,
		null,
		'',
		'theme=dark',
		cookieOf(''),
		cookieOf('forged'),
		cookieOf('a'.repeat(4000))
	])('is not found in the Cookie header %s', async (header) =>
		expect(await readSession(header)).toBeNull()
	);

	test('of an object in place of a text is refused, not looked up', async () => {
		expect(await readSession('caustic_session={"$ne":null}')).toBeNull();
	});

	test('has a cookie scripts cannot read, secure only where the origin is https', async () => {
		const { cookie } = await enter('ana', PASSWORD);
		expect(cookie.attributes).toMatchObject({
			httpOnly: true,
			sameSite: 'lax',
			path: '/',
			secure: false
		});
	});

	test('that has expired is refused and removed', async () => {
		const { sessionId } = await createSession(ben.id);
		await sessions(store()).updateOne(
			{ _id: sessionId },
			{ $set: { expires_at: new Date(Date.now() - 1000) } }
		);
		expect(await sessionUser(cookieOf(sessionId))).toBeNull();
		expect(await readSession(cookieOf(sessionId))).toBeNull();
		expect(await sessions(store()).countDocuments({ _id: sessionId })).toBe(0);
	});

	test('in its second half is prolonged, with a new cookie', async () => {
		const { sessionId } = await createSession(ben.id);
		expect((await readSession(cookieOf(sessionId)))?.cookie).toBeNull();
		const soon = new Date(Date.now() + 86_400_000);
		await sessions(store()).updateOne({ _id: sessionId }, { $set: { expires_at: soon } });
		expect((await readSession(cookieOf(sessionId)))?.cookie?.value).toBe(sessionId);
		const prolonged = await sessions(store()).findOne({ _id: sessionId });
		expect(prolonged?.expires_at.getTime()).toBeGreaterThan(soon.getTime());
	});

	test('is not prolonged by a socket, which cannot renew the cookie', async () => {
		const { sessionId } = await createSession(ben.id);
		const soon = new Date(Date.now() + 86_400_000);
		await sessions(store()).updateOne({ _id: sessionId }, { $set: { expires_at: soon } });
		expect(await sessionUser(cookieOf(sessionId))).toEqual(ben);
		expect((await sessions(store()).findOne({ _id: sessionId }))?.expires_at).toEqual(soon);
	});

	test('ends with signing out, and its cookie is blanked', async () => {
		const { sessionId } = await enter('ben', PASSWORD);
		const cookie = await signOut({ user: ben }, { sessionId });
		expect(cookie).toMatchObject({ value: '', attributes: { maxAge: 0 } });
		expect(await sessionUser(cookieOf(sessionId))).toBeNull();
	});

	test('and all others end together, those of other people stay', async () => {
		const mine = [await createSession(ben.id), await createSession(ben.id)];
		const hers = await createSession(ana.id);
		await signOutEverywhere({ user: ben });
		for (const { sessionId } of mine) expect(await sessionUser(cookieOf(sessionId))).toBeNull();
		expect(await sessionUser(cookieOf(hers.sessionId))).toEqual(ana);
		await endSession(hers.sessionId);
	});
});

describe('signing in', () => {
	test('an unknown name and a wrong password are refused in the same words', async () => {
		const sentence = 'This user name and password do not belong together.';
		await expect(enter('nobody', PASSWORD)).rejects.toThrow(sentence);
		await expect(enter('ana', 'wrong')).rejects.toThrow(sentence);
	});

	test('an unknown name takes as long as a wrong password', async () => {
		const timed = async (username: string) => {
			const times: number[] = [];
			for (let i = 0; i < 5; i++) {
				const start = performance.now();
				await enter(username, 'wrong', `198.51.100.${i}`).catch(() => undefined);
				times.push(performance.now() - start);
			}
			return times.sort((a, b) => a - b)[0];
		};
		const [unknown, known] = [await timed('nobody'), await timed('ben')];
		// Without the decoy an unknown name would answer some twenty times faster.
		expect(unknown).toBeGreaterThan(known / 3);
	});

	test('after ten wrong passwords the right one waits too, for that account from that address only', async () => {
		const attacker = '203.0.113.9';
		const attempts = Array.from({ length: 10 }, () => enter('root', 'guess', attacker));
		const outcomes = await Promise.allSettled(attempts);
		expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
		await expect(enter('root', PASSWORD, attacker)).rejects.toMatchObject({ code: 'TooMany' });
		expect((await enter('root', PASSWORD, '192.0.2.77')).user.id).toBe(root.id);
		expect((await enter('ana', PASSWORD, attacker)).user.id).toBe(ana.id);
	});

	test('one address that tries many accounts is stopped', async () => {
		const attacker = '203.0.113.10';
		const attempts = Array.from({ length: 65 }, (_, i) => enter(`user${i}`, 'guess', attacker));
		const refusals = (await Promise.allSettled(attempts)).map(
			(outcome): unknown => outcome.status === 'rejected' && outcome.reason
		);
		const stopped = refusals.filter(
			(error) => error instanceof Failure && error.code === 'TooMany'
		);
		expect(stopped).toHaveLength(5);
	});

	test('right passwords are not counted', async () => {
		for (let i = 0; i < 15; i++) await enter('ben', PASSWORD, '192.0.2.5');
	});

	test('it is on record', async () => {
		const events = await auditEventsOf(store(), `user ${ana.id}`);
		expect(events.map((event) => event.action)).toContain('signIn');
	});
});

describe('accounts', () => {
	const wanted = { username: 'dora', displayName: 'Dora', password: PASSWORD, role: 'viewer' };

	test('are made by administrators only', () =>
		expect(createUser({ user: ana }, wanted)).rejects.toMatchObject({ code: 'NotPermitted' }));

	test('keep their password as argon2id at the stated cost', async () => {
		const dora = await createUser({ user: root }, wanted);
		const doc = await users(store()).findOne({ _id: dora.id });
		expect(doc?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(JSON.stringify(dora)).not.toContain('argon2');
	});

	test('have a name nobody else has', () =>
		expect(createUser({ user: root }, { ...wanted, username: 'DORA' })).rejects.toMatchObject({
			code: 'Conflict',
			field: 'username'
		}));

	test('are listed for administrators only', async () => {
		expect((await listAccounts(root)).map((user) => user.username)).toContain('dora');
		expect(() => listAccounts(ben)).toThrow('may not manage accounts');
	});
});
