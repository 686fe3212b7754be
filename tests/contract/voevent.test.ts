import { beforeAll, describe, expect, test } from 'vitest';
import { raiseAlerts } from '#server/commands/alerts/raiseAlerts.ts';
import { receiveVoevent } from '#server/commands/alerts/receiveVoevent.ts';
import { triageAlerts } from '#server/commands/alerts/triageAlerts.ts';
import { readVoevent } from '#server/files/voevent.ts';
import { writeVoevent } from '#server/files/voeventXml.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { alertVoevent } from '#server/queries/alertVoevent.ts';
import { alertListSchema } from '#schema/alertPage.ts';
import type { User } from '#schema/user.ts';
import type { Voevent } from '#schema/voevent.ts';
import {
	commandId,
	insertAll,
	makeObject,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ben: User;
let eve: User;

beforeAll(async () => {
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

let packets = 0;
function packet(more: Partial<Voevent>): string {
	return writeVoevent({
		ivorn: `ivo://broker.example/stream#${(packets += 1)}`,
		role: 'observation',
		authorIvorn: 'ivo://broker.example/stream',
		date: new Date('2026-05-31T21:00:00Z'),
		author: 'A broker',
		params: [
			{ name: 'snr', value: '9.5', ucd: 'stat.snr', unit: '' },
			{ name: 'a.b$c', value: '1', ucd: '', unit: '' },
			{ name: '__proto__', value: '3', ucd: '', unit: '' },
			{ name: 'filter', value: 'r', ucd: '', unit: '' }
		],
		raDeg: 0,
		decDeg: 0,
		errorDeg: 0,
		time: new Date('2026-05-31T20:59:00Z'),
		how: '',
		concept: 'process.variation.burst;em.gamma',
		why: '',
		citations: [],
		...more
	});
}

async function alertsOn(objectId: string) {
	const { groups } = await alertInbox(ben, alertListSchema.parse({ state: 'all' }));
	return groups.find(({ id }) => id === objectId)?.alerts ?? [];
}

describe('a packet that comes in', () => {
	test('becomes an alert on the nearest object in its error circle, once', async () => {
		const near = await makeObject({ ra: 200, dec: 10 });
		await makeObject({ ra: 200.02, dec: 10 });
		const xml = packet({ raDeg: 200.001, decDeg: 10, errorDeg: 0.05 });
		const outcome = await receiveVoevent({ user: ben }, xml);
		expect(outcome).toMatchObject({
			kind: 'raised',
			objectId: near.id,
			within: true,
			candidates: 2
		});
		const [alert] = await alertsOn(near.id);
		expect(alert).toMatchObject({ severity: 'medium', cause: { kind: 'voevent' } });
		expect(alert.reason).toBe(
			'Event at 2026-05-31 20:59:00 UTC, 3.5″ from it, in its error circle of 180.0″, as are 1 more. A broker; process.variation.burst;em.gamma'
		);
		expect(await receiveVoevent({ user: ben }, xml)).toMatchObject({ kind: 'known' });
		expect((await alertsOn(near.id)).map(({ count }) => count)).toEqual([1]);
	});

	test('without an object in its circle it is kept, of low severity, on the nearest', async () => {
		const far = await makeObject({ ra: 210, dec: -40 });
		const xml = packet({ raDeg: 210, decDeg: -39.5, errorDeg: 0.01 });
		const outcome = await receiveVoevent({ user: ben }, xml);
		expect(outcome).toMatchObject({ objectId: far.id, within: false, candidates: 0 });
		const [alert] = await alertsOn(far.id);
		expect(alert.severity).toBe('low');
		expect(alert.reason).toContain('the nearest object, outside its error circle of 36.0″');
	});

	test('across 0 h of right ascension too', async () => {
		const object = await makeObject({ ra: 359.9999, dec: 70 });
		const xml = packet({ raDeg: 0.0001, decDeg: 70, errorDeg: 0.001 });
		expect(await receiveVoevent({ user: ben }, xml)).toMatchObject({ objectId: object.id });
	});

	test('where the survey has nothing at all it is refused, and a test packet raises nothing', async () => {
		const nowhere = packet({ raDeg: 100, decDeg: 80 });
		await expect(receiveVoevent({ user: ben }, nowhere)).rejects.toMatchObject({
			code: 'NotFound',
			message: expect.stringContaining(
				'No object lies within 1.00° of RA 100.0000°, Dec 80.0000°'
			) as string
		});
		const trial = packet({ raDeg: 200, decDeg: 10, role: 'test' });
		expect(await receiveVoevent({ user: ben }, trial)).toMatchObject({ kind: 'ignored' });
	});

	test('from somebody who may not triage, or malformed, it is refused', async () => {
		await expect(receiveVoevent({ user: eve }, packet({}))).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		const cut = packet({ raDeg: 200 }).slice(0, 900);
		await expect(receiveVoevent({ user: ben }, cut)).rejects.toMatchObject({ code: 'Invalid' });
	});
});

test('an accepted alert goes out with its object’s position, its numbers and the time of the last detection', async () => {
	const object = await makeObject({ ra: 150.25, dec: -30.5 });
	await makeRun(5, 'night 5');
	const source = newSource(77, { runId: 5, ra: 150.25, dec: -30.5, etaPeak: 12.5 });
	await insertAll([{ ...source, objectId: object.id }]);
	const cause = { kind: 'watchRule' as const, id: 'r1', name: 'a < b & c' };
	const numbers = { evidence: { etaPeak: 12.5 }, runId: 5, revision: 1, sourceId: 77 };
	const who = { tell: [], personal: false };
	await raiseAlerts([
		{ objectId: object.id, cause, severity: 'high', reason: 'η 12.5 > 10', ...numbers, ...who }
	]);
	const [{ id }] = await alertsOn(object.id);
	await expect(alertVoevent(ben, id)).rejects.toMatchObject({ code: 'Conflict' });
	await triageAlerts({ user: ben }, { commandId: commandId(), act: 'accept', alertIds: id });
	const event = readVoevent(await alertVoevent(eve, id));
	expect(event).toMatchObject({ role: 'observation', raDeg: 150.25, decDeg: -30.5 });
	expect(event.errorDeg).toBeCloseTo(1 / 3600, 12);
	// MJD 59010.
	expect(event.time?.toISOString()).toBe('2020-06-10T00:00:00.000Z');
	expect(event.why).toBe('η 12.5 > 10');
	expect(event.params).toContainEqual({
		name: 'maxFluxPeak',
		value: '2',
		ucd: 'phot.flux.density;em.radio;stat.max',
		unit: 'mJy/beam'
	});
	const again = await receiveVoevent({ user: ben }, await alertVoevent(ben, id));
	expect(again).toMatchObject({ objectId: object.id, within: true });
});
