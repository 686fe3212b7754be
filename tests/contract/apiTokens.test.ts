import { beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '#server/auth/session.ts';
import { MOST_PER_MINUTE, secondsToWait } from '#server/auth/tokenRate.ts';
import { createToken } from '#server/commands/tokens/createToken.ts';
import { revokeToken } from '#server/commands/tokens/revokeToken.ts';
import { listTokens } from '#server/queries/tokens.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { collection, store } from '#server/store/client.ts';
import type { Scope } from '#schema/token.ts';
import type { User } from '#schema/user.ts';
import type { Output } from '../../workers/cli/output.ts';
import { tokenCommand } from '../../workers/cli/token.ts';
import { call } from './apiCalls.ts';
import {
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ben: User;
let eve: User;
let root: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	root = await makeUser('root', 'admin');
});

async function tokenOf(user: User, scopes: Scope[] = ['read'], days = 1) {
	const wanted = { commandId: commandId(), name: 'a script', scopes, days };
	const { token, secret } = await createToken({ user }, wanted);
	return { id: token.id, bearer: { authorization: `Bearer ${secret ?? ''}` }, secret };
}

async function refusalOf(response: Response) {
	// What every refusal is.
	return (await response.json()) as { code: string; message: string; field?: string };
}

const setOf = (id: string, set: Record<string, unknown>) =>
	collection<{ _id: string; [field: string]: unknown }>(store(), 'tokens').updateOne(
		{ _id: id },
		{ $set: set }
	);

describe('a personal token', () => {
	test('stands for its owner, is shown once, and is kept as a hash', async () => {
		const wanted = { commandId: commandId(), name: 'nightly', scopes: ['read'], days: 7 };
		const { token, secret } = await createToken({ user: ben }, wanted);
		const headers = { authorization: `Bearer ${secret ?? ''}` };
		const session = await call('GET /session', { headers });
		expect(await session.json()).toMatchObject({ username: 'ben' });
		expect((await createToken({ user: ben }, wanted)).secret).toBeNull();
		for (const name of ['tokens', 'commandLog', 'auditEvents']) {
			const docs = await collection(store(), name).find().toArray();
			expect(JSON.stringify(docs)).not.toContain(secret?.slice(-20));
		}
		expect(JSON.stringify(await listTokens(ben))).not.toContain(secret?.slice(-20));
		const events = await auditEventsOf(store(), `token ${token.id}`);
		expect(events.map(({ action }) => action)).toEqual(['createToken']);
	});

	test('tells when it was used last', async () => {
		const { id, bearer } = await tokenOf(ben);
		const used = async () => (await listTokens(ben)).find((row) => row.id === id)?.lastUsedAt;
		expect(await used()).toBeNull();
		await call('GET /session', { headers: bearer });
		expect(await used()).toBeInstanceOf(Date);
	});

	test('that was revoked is refused at once', async () => {
		const { id, bearer } = await tokenOf(ben);
		expect((await call('GET /session', { headers: bearer })).status).toBe(200);
		await revokeToken({ user: ben }, { commandId: commandId(), tokenId: id });
		const answer = await call('GET /session', { headers: bearer });
		expect(answer.status).toBe(401);
		expect((await refusalOf(answer)).message).toContain('was revoked');
	});

	test('that has run out is refused', async () => {
		const { id, bearer } = await tokenOf(ben);
		await setOf(id, { expiresAt: new Date(Date.now() - 1) });
		const answer = await call('GET /session', { headers: bearer });
		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toBe('Bearer');
		expect((await refusalOf(answer)).message).toContain('has expired');
	});

	test.each([
		'Bearer',
		'Bearer caustic_',
		'Basic YmVuOmJlbg==',
		`Bearer caustic_${'a'.repeat(43)}`,
		'Bearer {"$ne":null}',
		`Bearer ${'x'.repeat(10_000)}`,
		''
	])('%s is none, and no session makes up for it', async (authorization) => {
		const { cookie } = await createSession(ben.id);
		const headers = { authorization, cookie: `${cookie.name}=${cookie.value}` };
		const answer = await call('GET /session', { headers });
		expect(answer.status).toBe(401);
		expect(await refusalOf(answer)).toMatchObject({ code: 'NotSignedIn' });
	});

	test('is made on the command line too, and printed once', async () => {
		const printed: Record<string, unknown>[] = [];
		// The command says its result, and nothing else.
		const output = {
			result: (value: Record<string, unknown>) => void printed.push(value)
		} as unknown as Output;
		const values = { name: 'cron', scopes: 'read, vet', days: '3' };
		await tokenCommand.run({ values, positionals: ['ben'] }, output);
		const [{ token, scopes }] = printed;
		expect(scopes).toEqual(['read', 'vet']);
		const headers = { authorization: `Bearer ${String(token)}` };
		expect(await (await call('GET /session', { headers })).json()).toMatchObject({ id: ben.id });
		const unknown = tokenCommand.run({ values: {}, positionals: ['nobody'] }, output);
		await expect(unknown).rejects.toMatchObject({ code: 'NotFound', field: 'username' });
	});

	test('is revoked by its owner and by administrators only', async () => {
		const { id } = await tokenOf(ben);
		const revoke = (user: User) => revokeToken({ user }, { commandId: commandId(), tokenId: id });
		await expect(revoke(eve)).rejects.toMatchObject({ code: 'NotFound' });
		expect((await revoke(root)).revokedAt).toBeInstanceOf(Date);
	});

	test.each([
		['a viewer’s', 'eve', { scopes: ['vet'] }, 'NotPermitted', 'scopes'],
		['a vetter’s', 'ben', { scopes: ['read', 'admin'] }, 'NotPermitted', 'scopes'],
		['for nothing', 'ben', { scopes: [] }, 'Invalid', 'scopes'],
		['for a scope there is not', 'ben', { scopes: ['everything'] }, 'Invalid', 'scopes'],
		['without a name', 'ben', { name: ' ' }, 'Invalid', 'name'],
		['for ever', 'ben', { days: 1e6 }, 'Invalid', 'days'],
		['for no time', 'ben', { days: 0 }, 'Invalid', 'days']
	])('%s is refused: %s %j', async (_, who, more, code, field) => {
		const user = who === 'eve' ? eve : ben;
		const wanted = { commandId: commandId(), name: 'x', scopes: ['read'], days: 1, ...more };
		await expect(createToken({ user }, wanted)).rejects.toMatchObject({ code, field });
	});
});

describe('what a token may', () => {
	test('is what its scopes say', async () => {
		const candidate = await makeCandidate(await makeQueue());
		const vote = (headers: Record<string, string>) =>
			call('POST /candidates/{id}/vote', {
				params: { id: candidate.id },
				body: JSON.stringify({ classKey: 'ese' }),
				headers
			});
		const reading = await vote((await tokenOf(ben, ['read'])).bearer);
		expect(reading.status).toBe(403);
		expect((await refusalOf(reading)).message).toContain('“vet”');
		const vetting = await vote((await tokenOf(ben, ['read', 'vet'])).bearer);
		expect(await vetting.json()).toMatchObject({ candidateId: candidate.id, userId: ben.id });
	});

	test('shrinks with its owner’s role', async () => {
		const cara = await makeUser('cara', 'curator');
		const { bearer } = await tokenOf(cara, ['read', 'vet', 'admin']);
		await collection<{ _id: string }>(store(), 'users').updateOne(
			{ _id: cara.id },
			{ $set: { role: 'viewer' } }
		);
		const object = await makeObject();
		const tag = { params: { id: object.id }, body: '{"tag":"scintillating"}', headers: bearer };
		expect((await call('POST /objects/{id}/tags', tag)).status).toBe(403);
		expect((await call('GET /session', { headers: bearer })).status).toBe(200);
	});

	test('is never to make or end tokens', async () => {
		const { id, bearer } = await tokenOf(root, ['read', 'vet', 'run', 'admin']);
		const make = { body: '{"name":"more","scopes":["admin"]}', headers: bearer };
		expect((await call('POST /tokens', make)).status).toBe(403);
		expect((await call('DELETE /tokens/{id}', { params: { id }, headers: bearer })).status).toBe(
			403
		);
	});

	test('is limited in number, and the answer says how long to wait', async () => {
		const { id, bearer } = await tokenOf(ben);
		for (let i = 0; i < MOST_PER_MINUTE; i++) secondsToWait(id);
		const answer = await call('GET /session', { headers: bearer });
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		expect(await refusalOf(answer)).toMatchObject({ code: 'TooMany' });
	});
});
