import { beforeAll, describe, expect, test } from 'vitest';
import { queueOfAlerts } from '#server/commands/alerts/queueOfAlerts.ts';
import { raiseAlerts } from '#server/commands/alerts/raiseAlerts.ts';
import { createSilence, endSilence } from '#server/commands/alerts/silences.ts';
import { triageAlerts, undoTriage } from '#server/commands/alerts/triageAlerts.ts';
import { alertInbox } from '#server/queries/alerts.ts';
import { notificationList } from '#server/queries/notifications.ts';
import { silenceDryRun, silenceRows } from '#server/queries/silences.ts';
import { candidatesOfQueue } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import type { NewAlert } from '#schema/alert.ts';
import { alertListSchema } from '#schema/alertPage.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { commandId, makeObject, makeRun, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

let runs = 1000;

/** A rule that fires on an object, in a run of its own unless told otherwise. */
async function fired(more: Partial<NewAlert> = {}): Promise<NewAlert> {
	return {
		objectId: more.objectId ?? (await makeObject()).id,
		cause: { kind: 'watchRule', id: 'rule1', name: 'bright and variable' },
		severity: 'medium',
		reason: 'η 12 ≥ 10',
		evidence: { etaPeak: 12 },
		runId: (runs += 1),
		revision: 1,
		sourceId: null,
		tell: [],
		personal: false,
		...more
	};
}

async function inbox(user: User, asked: Record<string, unknown> = {}) {
	return alertInbox(user, alertListSchema.parse(asked));
}

async function groupOf(user: User, objectId: string, asked: Record<string, unknown> = {}) {
	let page = 1;
	for (;;) {
		const { groups, total, pageSize } = await inbox(user, { ...asked, page });
		const found = groups.find(({ id }) => id === objectId);
		if (found || page * pageSize >= total) return found ?? null;
		page += 1;
	}
}

async function raised(more: Partial<NewAlert> = {}) {
	const alert = await fired(more);
	await raiseAlerts([alert]);
	const group = await groupOf(ana, alert.objectId, { state: 'all' });
	return { alert, id: group?.alerts.at(0)?.id ?? '' };
}

const triage = (user: User, act: string, alertIds: string, more: object = {}) =>
	triageAlerts({ user }, { commandId: commandId(), act, alertIds, ...more });
const dismiss = (user: User, alertIds: string) =>
	triage(user, 'dismiss', alertIds, { reason: 'a sidelobe of 3C 273' });

describe('an alert is raised', () => {
	test('once per object and cause: a repetition is merged into it', async () => {
		const first = await fired();
		expect(await raiseAlerts([first])).toEqual({ raised: 1, merged: 0, suppressed: 0 });
		const again = { ...first, runId: (runs += 1), reason: 'η 13 ≥ 10', evidence: { etaPeak: 13 } };
		expect(await raiseAlerts([again])).toEqual({ raised: 0, merged: 1, suppressed: 0 });
		const group = await groupOf(ben, first.objectId);
		expect(group?.alerts).toHaveLength(1);
		expect(group?.alerts[0]).toMatchObject({ count: 2, reason: 'η 13 ≥ 10', runId: again.runId });
	});

	test('and the same revision of a run told twice, or five times at once, changes nothing', async () => {
		const alert = await fired({ tell: [ben.id] });
		await Promise.all(Array.from({ length: 5 }, () => raiseAlerts([alert])));
		expect(await raiseAlerts([alert])).toEqual({ raised: 0, merged: 0, suppressed: 0 });
		expect((await groupOf(ana, alert.objectId))?.alerts[0].count).toBe(1);
		const told = (await notificationList(ben)).filter(({ text }) => text.includes(alert.reason));
		expect(new Set(told.map(({ key }) => key)).size).toBe(told.length);
	});

	test('several causes on one object are shown together, the severest first', async () => {
		const { id: objectId } = await makeObject();
		const causes = ['low', 'high', 'medium'] as const;
		const alerts = causes.map((severity) =>
			fired({ objectId, severity, cause: { kind: 'watchRule', id: severity, name: severity } })
		);
		await raiseAlerts(await Promise.all(alerts));
		const group = await groupOf(ana, objectId);
		expect(group?.alerts.map(({ severity }) => severity)).toEqual(['high', 'medium', 'low']);
		const high = await groupOf(ana, objectId, { severity: 'high' });
		expect(high).toMatchObject({ others: 2 });
	});

	test('for one person only when it is personal', async () => {
		const alert = await fired({ tell: [eve.id], personal: true });
		await raiseAlerts([alert]);
		expect(await groupOf(eve, alert.objectId)).not.toBeNull();
		expect(await groupOf(ana, alert.objectId, { state: 'all' })).toBeNull();
		const id = (await groupOf(eve, alert.objectId))?.alerts[0].id ?? '';
		await expect(dismiss(ana, id)).rejects.toMatchObject({ code: 'NotFound' });
		await dismiss(eve, id);
		expect(await groupOf(eve, alert.objectId)).toBeNull();
	});

	test('tens of thousands in one run come as one notification per rule', async () => {
		const objects = await Promise.all(Array.from({ length: 30 }, () => makeObject()));
		const runId = (runs += 1);
		const cause = { kind: 'watchlist' as const, id: 'wl9', name: 'pulsars' };
		const alerts = objects.map(({ id }) => fired({ objectId: id, runId, cause, tell: [ben.id] }));
		await raiseAlerts(await Promise.all(alerts));
		const told = (await notificationList(ben)).filter(({ kind }) => kind === 'watchlist');
		expect(told.map(({ title }) => title)).toEqual(['Watchlist “pulsars”: 30 objects']);
	});
});

describe('dismissed', () => {
	test('it does not come back while its evidence stays', async () => {
		const { alert, id } = await raised();
		await dismiss(ben, id);
		await raiseAlerts([{ ...alert, runId: (runs += 1), evidence: { etaPeak: 14 } }]);
		expect(await groupOf(ana, alert.objectId)).toBeNull();
		const kept = await groupOf(ana, alert.objectId, { state: 'dismissed' });
		expect(kept?.alerts[0]).toMatchObject({ count: 2, changed: '' });
		expect(kept?.alerts[0].triage.dismissal?.reason).toBe('a sidelobe of 3C 273');
	});

	test('it comes back when a number moves by more than a fifth, and says which', async () => {
		const { alert, id } = await raised();
		await dismiss(ben, id);
		expect(
			await raiseAlerts([{ ...alert, runId: (runs += 1), evidence: { etaPeak: 30, vPeak: 0.4 } }])
		).toMatchObject({ raised: 1 });
		const back = await groupOf(ana, alert.objectId);
		expect(back?.alerts[0].changed).toBe(
			'Back since it was dismissed: η (peak) 12 → 30, V (peak) not known → 0.4.'
		);
	});

	test('creeping upwards by tenths brings it back once it is a fifth from where it was dismissed', async () => {
		const { alert, id } = await raised();
		await dismiss(ben, id);
		for (const etaPeak of [13, 14, 14.4])
			await raiseAlerts([{ ...alert, runId: (runs += 1), evidence: { etaPeak } }]);
		expect(await groupOf(ana, alert.objectId)).toBeNull();
		await raiseAlerts([{ ...alert, runId: (runs += 1), evidence: { etaPeak: 14.5 } }]);
		expect(await groupOf(ana, alert.objectId)).not.toBeNull();
	});

	test('it needs a reason', async () => {
		const { id } = await raised();
		await expect(triage(ben, 'dismiss', id, { reason: ' ' })).rejects.toMatchObject({
			code: 'Invalid',
			field: 'reason'
		});
	});
});

describe('triage', () => {
	test('a viewer may not', async () => {
		const { id } = await raised();
		await expect(triage(eve, 'accept', id)).rejects.toMatchObject({ code: 'NotPermitted' });
	});

	test('all of a selection or none: one that is not there refuses the rest', async () => {
		const { id, alert } = await raised();
		await expect(dismiss(ben, `${id},nowhere`)).rejects.toMatchObject({ code: 'NotFound' });
		expect(await groupOf(ana, alert.objectId)).not.toBeNull();
	});

	test('assigned to somebody, who is told; the filter finds it', async () => {
		const { id, alert } = await raised();
		await triage(ana, 'assign', id, { assigneeId: ben.id });
		expect(await groupOf(ben, alert.objectId, { mine: '1' })).not.toBeNull();
		const told = await notificationList(ben);
		expect(told.some(({ title }) => title === 'ANA assigned an alert to you')).toBe(true);
		await expect(triage(ana, 'assign', id, { assigneeId: eve.id })).rejects.toMatchObject({
			field: 'assigneeId'
		});
	});

	test('snoozed, it sleeps among the snoozed until its time', async () => {
		const { id, alert } = await raised();
		await triage(ben, 'snooze', id, { until: 'tomorrow' });
		expect(await groupOf(ana, alert.objectId)).toBeNull();
		const asleep = await groupOf(ana, alert.objectId, { state: 'snoozed' });
		const until = asleep?.alerts[0].triage.snooze?.until;
		expect(until?.toISOString()).toMatch(/T00:00:00\.000Z$/);
		expect(until?.getTime()).toBeGreaterThan(Date.now());
		await expect(
			triage(ben, 'snooze', id, { until: 'date', date: '2020-01-01' })
		).rejects.toMatchObject({ field: 'date' });
	});

	test('snoozed until the next run, it is back when one is complete', async () => {
		const { id, alert } = await raised();
		await triage(ben, 'snooze', id, { until: 'nextRun' });
		expect(await groupOf(ana, alert.objectId)).toBeNull();
		await makeRun(71, 'the next one');
		expect(await groupOf(ana, alert.objectId)).not.toBeNull();
	});

	test('undone, each alert is what it was; what somebody else has changed since stays', async () => {
		const [one, two] = [await raised(), await raised()];
		await triage(ana, 'assign', one.id, { assigneeId: ben.id });
		const sent = commandId();
		await triageAlerts(
			{ user: ben },
			{ commandId: sent, act: 'dismiss', alertIds: `${one.id},${two.id}`, reason: 'noise' }
		);
		await triage(ana, 'accept', two.id);
		const undo = { commandId: commandId(), of: sent };
		await expect(undoTriage({ user: ana }, undo)).rejects.toMatchObject({ code: 'NotFound' });
		expect(await undoTriage({ user: ben }, undo)).toEqual({ count: 1, kept: 1 });
		const back = await groupOf(ana, one.alert.objectId);
		expect(back?.alerts[0].triage).toMatchObject({ state: 'open', assigneeName: 'BEN' });
		expect(await groupOf(ana, two.alert.objectId, { state: 'accepted' })).not.toBeNull();
	});

	test('a selection becomes a queue of its objects, each with its reason', async () => {
		const [one, two] = [await raised(), await raised({ reason: 'V 0.9 ≥ 0.5' })];
		const queue = await queueOfAlerts(
			{ user: ana },
			{ commandId: commandId(), alertIds: `${two.id},${one.id}`, name: 'from the inbox' }
		);
		const candidates = await candidatesOfQueue(store(), queue.id);
		const objects = candidates.sort((a, b) => a.rank - b.rank).map(({ objectId }) => objectId);
		expect(objects).toEqual([two.alert.objectId, one.alert.objectId]);
		expect(candidates[0].reasons[0]).toMatchObject({
			rule: 'alert',
			text: 'bright and variable: V 0.9 ≥ 0.5'
		});
	});
});

describe('silences', () => {
	const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

	test('hold back what they cover, count it once and show it; a dry run says so before', async () => {
		const near = await makeObject({ ra: 10, dec: -5 });
		const far = await makeObject({ ra: 40, dec: -5 });
		const cause = { kind: 'newSource' as const, id: null, name: 'new sources' };
		await raiseAlerts([
			await fired({ objectId: near.id, cause }),
			await fired({ objectId: far.id, cause })
		]);
		const scope = { causeKind: 'newSource', ra: '10', dec: '-5', radiusDeg: '1' };
		expect(await silenceDryRun(ana, scope)).toMatchObject({ days: 30, alerts: 1, firings: 1 });
		const silence = await createSilence(
			{ user: ana },
			{ commandId: commandId(), ...scope, until, reason: 'a bright star nearby' }
		);
		const again = await fired({ objectId: near.id, cause, severity: 'high', reason: 'hidden' });
		expect(await raiseAlerts([again])).toEqual({ raised: 0, merged: 0, suppressed: 1 });
		await raiseAlerts([again]);
		const row = (await silenceRows(eve)).find(({ id }) => id === silence.id);
		expect(row).toMatchObject({ hidden: 1, inForce: true });
		expect(row?.latest[0]).toMatchObject({ reason: 'hidden', severity: 'high' });
		await endSilence({ user: ana }, { commandId: commandId(), silenceId: silence.id });
		expect(await raiseAlerts([again])).toMatchObject({ merged: 1 });
	});

	test.each([
		['nothing', { causeKind: '' }, 'causeKind'],
		['half an area', { causeKind: '', ra: '10', dec: '' }, 'radiusDeg'],
		['an area beyond the pole', { causeKind: '', ra: '1', dec: '-91', radiusDeg: '1' }, 'radiusDeg']
	])('of %s are refused', (_, scope, field) =>
		expect(
			createSilence({ user: ana }, { commandId: commandId(), ...scope, until, reason: 'x' })
		).rejects.toMatchObject({ code: 'Invalid', field })
	);

	test('a vetter may not silence, and what is personal is not silenced', async () => {
		const wish = { commandId: commandId(), causeKind: 'watch', until, reason: 'x' };
		await expect(createSilence({ user: ben }, wish)).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		const silence = await createSilence({ user: ana }, wish);
		const cause = { kind: 'watch' as const, id: 'w', name: 'mine' };
		const alert = await fired({ cause, personal: true, tell: [eve.id] });
		expect(await raiseAlerts([alert])).toMatchObject({ raised: 1, suppressed: 0 });
		await endSilence({ user: ana }, { commandId: commandId(), silenceId: silence.id });
	});
});

/** Runs, dismissals and their repetitions in any order: one alert per object and cause, and every run counted once. */
test('30 random histories: one alert, each run counted once however often it is told', async () => {
	for (let seed = 1; seed <= 30; seed++) {
		const random = new Random(seed);
		const base = await fired();
		const told = new Set<number>();
		for (let step = 0; step < 6; step++) {
			const runId = 1 + random.integer(4);
			told.add(runId);
			const evidence = { etaPeak: 10 + runId };
			const tellings = Array.from({ length: 1 + random.integer(2) }, () =>
				raiseAlerts([{ ...base, runId, evidence }])
			);
			await Promise.all(tellings);
			const open = await groupOf(ben, base.objectId);
			if (open && random.uniform() < 0.3) await dismiss(ben, open.alerts[0].id);
		}
		const group = await groupOf(ben, base.objectId, { state: 'all' });
		expect(group?.alerts, `seed ${seed}`).toHaveLength(1);
		expect(group?.alerts[0].count, `seed ${seed}`).toBe(told.size);
	}
}, 120_000);
