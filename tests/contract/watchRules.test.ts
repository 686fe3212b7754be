import { beforeAll, describe, expect, test } from 'vitest';
import { castVote } from '#server/commands/votes/castVote.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { tellHeld } from '#server/commands/watching/tellHeld.ts';
import { watchOverRun } from '#server/commands/watching/watchOverRun.ts';
import { importRows } from '#server/commands/watchlists/importRows.ts';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { unwatchObject, watchObject } from '#server/commands/watches.ts';
import {
	deleteWatchRule,
	saveWatchRule,
	switchWatchRule
} from '#server/commands/watchRules/watchRules.ts';
import { backtest } from '#server/queries/backtest.ts';
import { listWatches, listWatchRules, watchRulePage } from '#server/queries/watching.ts';
import { collection, store } from '#server/store/client.ts';
import { insertSources, type NewSource } from '#server/store/sources.ts';
import { SOURCE_FIELDS, type SourceField } from '#schema/sourceFilter.ts';
import { isKept } from '#science/variability/sourceFilter.ts';
import { Random } from '#science/stats/random.ts';
import type { Alert } from '#schema/alert.ts';
import type { User } from '#schema/user.ts';
import {
	commandId,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let eve: User;
let runId = 0;
let sourceId = 0;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
});

/** A completed run whose sources are of new objects far from everybody else's, unless they name one. */
async function runWith(sources: (Partial<NewSource> & { ra?: number; dec?: number })[]) {
	const run = await makeRun(++runId, `run ${runId}`);
	const created: NewSource[] = [];
	for (const { ra = (sourceId * 7) % 360, dec = -20, ...rest } of sources) {
		const objectId = rest.objectId ?? (await makeObject({ ra, dec })).id;
		created.push(newSource(++sourceId, { runId: run.id, ra, dec, ...rest, objectId }));
	}
	await insertSources(store(), created);
	await collection<{ _id: number }>(store(), 'runs').updateOne(
		{ _id: run.id },
		{ $set: { nSources: created.length } }
	);
	return { run, created };
}

const above = (field: SourceField, value: number) => ({
	filter: { conditions: [{ field, is: 'atLeast' as const, value }], cone: null, newOnly: false },
	classBound: null
});

async function save(user: User, conditions: object, more: object = {}) {
	const { hash } = await backtest(user, conditions, { personal: true });
	const settings = { name: 'a rule', conditions, commandId: commandId(), backtestHash: hash };
	return saveWatchRule({ user }, { ...settings, ...more });
}

const alertsOf = (id: number, kind: string) =>
	collection<Alert>(store(), 'alerts').find({ runId: id, 'cause.kind': kind }).toArray();

describe('a backtest', () => {
	test('tells how often, on which objects, in which runs and with which labels', async () => {
		const { run, created } = await runWith([
			{ nSibl: 700, etaPeak: 90 },
			{ nSibl: 701, etaPeak: 80 },
			...Array.from({ length: 38 }, () => ({}))
		]);
		const [first] = created;
		const again = await runWith([{ nSibl: 700, objectId: first.objectId }]);
		const objectId = first.objectId ?? '';
		await applyTag({ user: ben }, { commandId: commandId(), objectId, tag: 'sidelobe' });
		const tried = await backtest(ben, above('nSibl', 700), { personal: true });
		expect(tried).toMatchObject({ fired: 3, objects: 2, unlabelled: 1 });
		expect(tried.runs.filter(({ fired }) => fired > 0).map((r) => [r.runId, r.fired])).toEqual([
			[again.run.id, 1],
			[run.id, 2]
		]);
		expect(tried.labels).toEqual([{ kind: 'tag', label: 'sidelobe', objects: 1 }]);
		expect(tried.top.find((object) => object.objectId === objectId)).toMatchObject({
			runs: 2,
			labels: ['sidelobe'],
			reason: 'measurements with siblings 700 ≥ 700.'
		});
	});

	test('warns of a rule that fires on more than a tenth of a run, and of one that never would', async () => {
		const { run } = await runWith([
			{ nRel: 800 },
			{ nRel: 800 },
			...Array.from({ length: 8 }, () => ({}))
		]);
		const { warnings } = await backtest(ben, above('nRel', 800), { personal: true });
		expect(warnings).toEqual([expect.stringContaining(`20 % of the sources of ${run.name}`)]);
		const never = await backtest(ben, above('nRel', 1e9), { personal: true });
		expect(never.warnings).toEqual([expect.stringContaining('never have fired')]);
	});

	test('fires on exactly what the filter keeps, for 60 random filters', async () => {
		const random = new Random('filters');
		const fields = Object.keys(SOURCE_FIELDS) as SourceField[];
		const own = fields.filter((field) => !field.startsWith('band'));
		const randomNumbers = () =>
			Object.fromEntries(
				own.map((field) => [field, random.uniform() < 0.1 ? NaN : random.between(0, 10)])
			);
		const { run, created } = await runWith(
			Array.from({ length: 80 }, () => ({
				ra: random.between(40, 42),
				dec: random.between(-51, -49),
				isNew: random.uniform() < 0.3,
				...randomNumbers(),
				bands: [888, 1368].slice(random.integer(3)).map((frequencyMhz) => ({
					...newSource(1, { ra: 0, dec: 0, runId: 1, ...randomNumbers() }),
					frequencyMhz
				}))
			}))
		);
		for (let i = 0; i < 60; i++) {
			const conditions = Array.from({ length: 1 + random.integer(3) }, () => ({
				field: fields[random.integer(fields.length)],
				is: random.uniform() < 0.5 ? ('atLeast' as const) : ('atMost' as const),
				value: random.between(0, 10)
			}));
			const cone =
				random.uniform() < 0.5 ? { ra: 41, dec: -50, radiusDeg: random.between(0.1, 2) } : null;
			const filter = { conditions, cone, newOnly: random.uniform() < 0.2 };
			const tried = await backtest(ben, { filter }, { personal: true });
			const fired = tried.runs.find((r) => r.runId === run.id)?.fired;
			expect(fired, JSON.stringify(filter)).toBe(
				created.filter((source) => isKept({ ...source, eseScore: NaN }, filter)).length
			);
		}
	});
});

describe('a rule', () => {
	test('is saved only as it was tried', async () => {
		const conditions = above('etaPeak', 3);
		const { hash } = await backtest(ben, conditions, { personal: true });
		const settings = { name: 'a rule', commandId: commandId() };
		const refusal = { code: 'Conflict', field: 'backtestHash' };
		await expect(saveWatchRule({ user: ben }, { ...settings, conditions })).rejects.toMatchObject(
			refusal
		);
		const changed = { ...settings, conditions: above('etaPeak', 2), backtestHash: hash };
		await expect(saveWatchRule({ user: ben }, changed)).rejects.toMatchObject(refusal);
		const rule = await saveWatchRule(
			{ user: ben },
			{ ...settings, conditions, backtestHash: hash }
		);
		expect(rule).toMatchObject({ active: true, personal: true, ownerName: 'BEN' });
		expect(rule.tried.runs).toBeGreaterThan(0);
	});

	test.each([
		['no condition', { filter: { conditions: [] } }],
		['an unknown field', { filter: { conditions: [{ field: 'x', is: 'atLeast', value: 1 }] } }],
		['no number', { filter: { conditions: [{ field: 'etaPeak', is: 'atLeast', value: 'x' }] } }],
		['a cone off the sky', { filter: { conditions: [], cone: { ra: 1, dec: 91, radiusDeg: 1 } } }],
		[
			'a probability of 2',
			{ filter: { conditions: [] }, classBound: { classKey: 'ese', atLeast: 2 } }
		]
	])('with %s is refused', (_, conditions) =>
		expect(backtest(ben, conditions, { personal: true })).rejects.toMatchObject({ code: 'Invalid' })
	);

	test('of one’s own is not there for others; the team’s can be seen, not changed', async () => {
		const own = await save(ben, above('etaPeak', 50));
		await expect(watchRulePage(ana, own.id)).rejects.toMatchObject({ code: 'NotFound' });
		expect((await listWatchRules(ana)).map(({ id }) => id)).not.toContain(own.id);
		const team = await save(ben, above('etaPeak', 50), { personal: false });
		expect((await watchRulePage(ana, team.id)).allowed.change).toBe(false);
		const named = { commandId: commandId(), ruleId: team.id };
		await expect(deleteWatchRule({ user: ana }, named)).rejects.toMatchObject({
			code: 'NotPermitted'
		});
		await deleteWatchRule({ user: ben }, named);
		await expect(watchRulePage(ben, team.id)).rejects.toMatchObject({ code: 'NotFound' });
	});

	test('fires on a new run with the numbers it rests on, once per revision, and not when switched off', async () => {
		const rule = await save(ben, above('vPeak', 0.9), { personal: false, severity: 'high' });
		const { run, created } = await runWith([{ vPeak: 0.95 }, { vPeak: 0.5 }]);
		expect(await watchOverRun(run.id)).toMatchObject({ raised: 1 });
		const alerts = await alertsOf(run.id, 'watchRule');
		expect(alerts).toMatchObject([
			{
				objectId: created[0].objectId,
				cause: { id: rule.id, name: 'a rule' },
				severity: 'high',
				reason: 'V (peak) 0.95 ≥ 0.9.',
				evidence: { vPeak: 0.95 },
				tell: [ben.id],
				personal: false
			}
		]);
		expect(await watchOverRun(run.id)).toMatchObject({ raised: 0, merged: 0 });
		expect((await watchRulePage(ben, rule.id)).lastRun).toMatchObject({ runId: run.id, fired: 1 });
		await switchWatchRule({ user: ben }, { commandId: commandId(), ruleId: rule.id, active: '' });
		const next = await runWith([{ vPeak: 0.99 }]);
		expect(await watchOverRun(next.run.id)).toMatchObject({ raised: 0 });
	});

	test('in its quiet hours raises its alert at once and tells its owner when they end, once', async () => {
		const cyd = await makeUser('cyd', 'vetter');
		const at = (hours: number) =>
			new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
		const quietHours = { from: at(-1), to: at(1) };
		const rule = await save(cyd, above('maxSnr', 900), { quietHours });
		const { run } = await runWith([{ maxSnr: 950 }]);
		await watchOverRun(run.id);
		expect(await alertsOf(run.id, 'watchRule')).toHaveLength(1);
		const told = () => collection(store(), 'notifications').countDocuments({ userId: cyd.id });
		await tellHeld();
		expect(await told()).toBe(0);
		const later = new Date(Date.now() + 2 * 3_600_000);
		await Promise.all([tellHeld(later), tellHeld(later)]);
		await tellHeld(later);
		expect(await told()).toBe(1);
		await deleteWatchRule({ user: cyd }, { commandId: commandId(), ruleId: rule.id });
	});

	test('on a class fires by revealed votes only', async () => {
		const sealed = await makeQueue('chair');
		const open = await makeQueue('open');
		const { run, created } = await runWith([{}, {}]);
		const [hidden, known] = created.map(({ objectId }) => objectId ?? '');
		for (const [queue, objectId] of [
			[sealed, hidden],
			[open, known]
		] as const) {
			const candidate = await makeCandidate(queue, { objectId });
			for (const user of [ana, ben])
				await castVote(
					{ user },
					{ commandId: commandId(), candidateId: candidate.id, classKey: 'ese' }
				);
		}
		const conditions = {
			filter: { conditions: [] },
			classBound: { classKey: 'ese', atLeast: 0.6 }
		};
		await save(eve, conditions, { personal: false });
		await watchOverRun(run.id);
		const fired = (await alertsOf(run.id, 'watchRule')).map(({ objectId }) => objectId);
		expect(fired).toEqual([known]);
	});
});

test('new sources above the ranking’s threshold raise alerts, those below do not', async () => {
	const { run, created } = await runWith([
		{ isNew: true, newTrueHighSigma: 25 },
		{ isNew: true, newTrueHighSigma: 4.9 },
		{ isNew: false, newTrueHighSigma: 25 }
	]);
	await watchOverRun(run.id);
	const alerts = await alertsOf(run.id, 'newSource');
	expect(alerts.map(({ objectId, severity }) => [objectId, severity])).toEqual([
		[created[0].objectId, 'high']
	]);
});

describe('a watchlist', () => {
	async function listOf(user: User, csv: string, more: object = {}) {
		const list = await createWatchlist(
			{ user },
			{ name: 'a list', commandId: commandId(), ...more }
		);
		const file = { bytes: new TextEncoder().encode(csv), fileName: 'a.csv' };
		await importRows({ user }, { commandId: commandId(), watchlistId: list.id }, file);
		return list;
	}

	test('tells once of what is newly detected within the radius, and not of what was known', async () => {
		await makeObject({ ra: 200, dec: 60 });
		const list = await listOf(ben, '200,60,known,10\n210,60,empty,10\n');
		const { run, created } = await runWith([
			{ ra: 210 + 5 / 3600, dec: 60 },
			{ ra: 210 + 30 / 3600, dec: 60 }
		]);
		await watchOverRun(run.id);
		const alerts = await alertsOf(run.id, 'watchlist');
		expect(alerts).toMatchObject([
			{ objectId: created[0].objectId, cause: { id: list.id }, personal: true, tell: [ben.id] }
		]);
		expect(alerts[0].reason).toMatch(/^Newly detected, 2.5″ from “empty”/);
		const again = await runWith([{ ra: 210, dec: 60, objectId: created[0].objectId }]);
		await watchOverRun(again.run.id);
		expect(await alertsOf(again.run.id, 'watchlist')).toEqual([]);
	});

	test('tells of η and flux beyond its limits, and nothing when its alerts are off', async () => {
		const object = await makeObject({ ra: 220, dec: 61 });
		await listOf(ben, '220,61,bright,10\n', { etaPeakAtLeast: '5', maxFluxPeakAtLeast: '' });
		const at = { ra: 220, dec: 61, objectId: object.id };
		const calm = await runWith([{ ...at, etaPeak: 4 }]);
		await watchOverRun(calm.run.id);
		expect(await alertsOf(calm.run.id, 'watchlist')).toEqual([]);
		const loud = await runWith([{ ...at, etaPeak: 6 }]);
		await watchOverRun(loud.run.id);
		expect((await alertsOf(loud.run.id, 'watchlist')).map(({ reason }) => reason)).toEqual([
			'η (peak, in its most variable band) 6 ≥ 5, 0″ from “bright”.'
		]);
	});
});

describe('a watched object', () => {
	const watch = (user: User, objectId: string, reason = '') =>
		watchObject({ user }, { commandId: commandId(), objectId, reason });

	test('tells its watcher of later epochs, once, and of none that were known', async () => {
		const object = await makeObject({ ra: 230, dec: 62 });
		const at = { ra: 230, dec: 62, objectId: object.id };
		const first = await runWith([at]);
		await watch(eve, object.id, 'horns?');
		await watchOverRun(first.run.id);
		expect(await alertsOf(first.run.id, 'watch')).toEqual([]);
		const source = newSource(1, { runId: 0, ...at });
		const three = <T>(values: T[], value: T) => [...values, value];
		const curve = source.lightCurve;
		const longer = Object.fromEntries(
			Object.entries(curve).map(([key, values]) => [
				key,
				three<unknown>(values as unknown[], key === 'mjd' ? 59_020 : values[0])
			])
		) as unknown as NewSource['lightCurve'];
		const second = await runWith([{ ...at, lightCurve: longer, nMeas: 3 }]);
		await watchOverRun(second.run.id);
		const alerts = await alertsOf(second.run.id, 'watch');
		expect(alerts).toMatchObject([{ objectId: object.id, tell: [eve.id], personal: true }]);
		expect(alerts[0].reason).toBe(
			'1 new epoch; the latest at MJD 59020.00: 2 ± 0.1 mJy/beam (peak, detected).'
		);
		expect((await listWatches(eve))[0].seen).toEqual({ epochs: 3, lastMjd: 59_020 });
		const third = await runWith([{ ...at, lightCurve: longer }]);
		await watchOverRun(third.run.id);
		expect(await alertsOf(third.run.id, 'watch')).toEqual([]);
	});

	test('is listed for its watcher alone, until the watch ends', async () => {
		const { id } = await makeObject();
		await watch(ben, id, 'why');
		await watch(ben, id);
		expect((await listWatches(ben)).find(({ objectId }) => objectId === id)?.reason).toBe('why');
		expect((await listWatches(ana)).some(({ objectId }) => objectId === id)).toBe(false);
		const end = () => unwatchObject({ user: ben }, { commandId: commandId(), objectId: id });
		expect(await end()).toBe(true);
		expect(await end()).toBe(false);
		await expect(watch(ben, 'nothing')).rejects.toMatchObject({ code: 'NotFound' });
	});
});
