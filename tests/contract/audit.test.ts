import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '#schema/user.ts';
import { audit } from '#server/commands/audit.ts';
import { auditRunEnd } from '#server/commands/runs/auditRunEnd.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { auditFile, auditPage, runHistory } from '#server/queries/auditTrail.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { seeded } from '../kit/seeded.ts';
import {
	commandId,
	makeCandidate,
	makeQueue,
	makeRun,
	makeUser,
	ownInstallation
} from './builders.ts';

ownInstallation();
let admin: User;
let ben: User;
let eve: User;

beforeAll(async () => {
	admin = await makeUser('root', 'admin');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

const page = (address = '', user = admin) => auditPage(user, new URLSearchParams(address));

describe('the audit', () => {
	test.each(['runManager', 'curator', 'viewer'] as const)('is not for a %s', async (role) => {
		const user = await makeUser(`some-${role}`, role);
		await expect(page('', user)).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(auditFile(user, new URLSearchParams())).rejects.toMatchObject({
			code: 'NotPermitted'
		});
	});

	test('says who did what to which, when, and how it was before', async () => {
		await audit(ben, { action: 'turn', target: 'run 1', before: { a: 1 }, after: { a: 2 } });
		const { rows } = await page('action=turn');
		expect(rows).toMatchObject([
			{ byName: 'BEN', target: 'run 1', href: '/runs/1', before: '{"a":1}', after: '{"a":2}' }
		]);
	});

	test('is asked by person, action, target and days; run 1 is not run 12', async () => {
		await audit(eve, { action: 'ask', target: 'run 1' });
		await audit(eve, { action: 'ask', target: 'run 12' });
		await audit(ben, { action: 'ask', target: 'run 12' });
		const found = async (address: string) => (await page(address)).rows.length;
		expect(await found('action=ask')).toBe(3);
		expect(await found('action=ask&target=run+1')).toBe(1);
		expect(await found('action=ask&target=run')).toBe(3);
		expect(await found('action=ask&by=ev')).toBe(2);
		const today = new Date().toISOString().slice(0, 10);
		expect(await found(`action=ask&from=${today}&to=${today}`)).toBe(3);
		expect(await found('action=ask&to=2001-01-01')).toBe(0);
		expect(await found('action=ask&by=.*')).toBe(0);
		expect(await found('action=ask&target=r%28un')).toBe(0);
	});

	test.each([
		['from=2024-13-01', 'from'],
		['after=x', 'after'],
		['by=a&by=b', 'by'],
		['sql=1', 'sql']
	])('names what is wrong with %s', async (address, field) => {
		expect((await page(address)).problems.map((problem) => problem.field)).toEqual([field]);
		await expect(auditFile(admin, new URLSearchParams(address))).rejects.toMatchObject({ field });
	});

	test('comes whole over its pages: none twice, none left out, however many share a moment', async () => {
		const random = seeded(3);
		const at = Array.from({ length: 250 }, () => new Date(1_000_000 + Math.floor(random() * 40)));
		const events = at.map((moment, n) => ({
			...{ _id: `paged${n}`, action: 'paged', target: `thing ${n}`, byId: null, byName: 'system' },
			...{ before: null, after: n, at: moment }
		}));
		await store().db.collection<{ _id: string }>('auditEvents').insertMany(events);
		const seen: string[] = [];
		let next: string | null = null;
		do {
			const shown = await page(`action=paged${next ? `&after=${encodeURIComponent(next)}` : ''}`);
			seen.push(...shown.rows.map(({ id }) => id));
			next = shown.next;
		} while (next);
		expect(seen).toHaveLength(250);
		expect(new Set(seen).size).toBe(250);
	});

	test('goes into a spreadsheet as it is, formulas disarmed', async () => {
		await audit(ben, { action: 'write', target: 'tags', after: '=HYPERLINK("http://x")' });
		const { bytes } = await auditFile(admin, new URLSearchParams('action=write'));
		const lines = new TextDecoder().decode(bytes).split('\r\n');
		expect(lines[0]).toBe('at_utc,by,by_id,action,target,before,after');
		expect(lines[1]).toMatch(/,BEN,[a-z0-9]+,write,tags,,"'=HYPERLINK\(""http:\/\/x""\)"$/);
	});

	test('shows no vote: one that is sealed leaves the server for nobody', async () => {
		const candidate = await makeCandidate(await makeQueue('blind'));
		const said = { candidateId: candidate.id, classKey: 'ese', note: 'a secret remark' };
		await castVote({ user: ben }, { commandId: commandId(), ...said });
		const shown = await page(`target=candidate+${candidate.id}`);
		expect(shown.rows.map(({ action }) => action)).toEqual(['vote cast']);
		const file = await auditFile(admin, new URLSearchParams());
		const text = JSON.stringify(shown.rows) + new TextDecoder().decode(file.bytes);
		expect(text).not.toContain('a secret remark');
		expect(JSON.stringify(shown.rows)).not.toContain('"ese"');
	});
});

describe('the history of a run', () => {
	test('is for everybody who is signed in: the latest first, of this run alone', async () => {
		await makeRun(70, 'north');
		await makeRun(7, 'south');
		await audit(ben, { action: 'startRun', target: 'run 70', before: { status: 'INI' } });
		await audit(ben, { action: 'startRun', target: 'run 7' });
		const { rows, total } = await runHistory(eve, 7);
		expect(rows.map(({ action, byName }) => [action, byName])).toEqual([['startRun', 'BEN']]);
		expect(total).toBe(1);
		await expect(runHistory(null, 7)).rejects.toMatchObject({ code: 'NotSignedIn' });
	});

	test('has the end of an attempt once, whichever worker says so', async () => {
		const run = await makeRun(71, 'twice');
		await Promise.all([1, 2, 3].map(() => auditRunEnd(run, 'attempt1')));
		await auditRunEnd({ ...run, status: 'ERR', error: 'No room.' }, 'attempt2');
		const events = await auditEventsOf(store(), 'run 71');
		expect(events.map(({ after }) => after)).toMatchObject([
			{ status: 'END', attempt: 'attempt1' },
			{ status: 'ERR', error: 'No room.' }
		]);
	});
});
