import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideRetraction, proposeRetraction } from '#server/commands/epochRetractions.ts';
import { closeProducers } from '#server/jobs/enqueue.ts';
import { onAnnouncement } from '#server/jobs/announce.ts';
import { lensFit } from '#server/queries/lensFit.ts';
import { retractionEffects } from '#server/queries/lensFitRetraction.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { store } from '#server/store/client.ts';
import { standingMarks } from '#server/store/imageMarks.ts';
import { readSource } from '#server/store/sourceReads.ts';
import type { NewSource } from '#server/store/sources.ts';
import type { User } from '#schema/user.ts';
import { Random } from '#science/stats/random.ts';
import { eventually } from '../kit/eventually.ts';
import {
	commandId,
	insertAll,
	makeCandidate,
	makeObject,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';
import { makeImage } from './imageBuilders.ts';

ownInstallation();

const EPOCHS = 40;
/** The epoch in which everything is twice as bright. */
const SPOILT = 20;
const [FIRST, SECOND, HOMELESS] = [1, 2, 3];
let ana: User;
let ben: User;
let eve: User;
let objectId: string;

function steady(id: number, own: string | null): NewSource {
	const random = new Random(`retraction ${id}`);
	const of = <T>(pick: (epoch: number) => T) => Array.from({ length: EPOCHS }, (_, k) => pick(k));
	const flux = of((epoch) => (epoch === SPOILT ? 20 : 10) + 0.2 * random.normal());
	const error = of(() => 0.2);
	return newSource(id, {
		...{ runId: 1, ra: 150 + id, dec: -30, objectId: own },
		lightCurve: {
			mjd: of((epoch) => 60_000 + 9 * epoch),
			...{ fluxPeak: flux, fluxInt: flux, fluxPeakErr: error, fluxIntErr: error, localRms: error },
			...{
				forced: of(() => false),
				frequencyMhz: of(() => 887.5),
				imageId: of((epoch) => epoch + 1)
			},
			measurementId: of((epoch) => measurement(id, epoch)),
			measurementName: of(() => 'm'),
			...{ ra: of(() => 150), dec: of(() => -30), d2d: of(() => 0), dr: of(() => 0) }
		}
	});
}

const measurement = (source: number, epoch: number) => source * 1000 + epoch + 1;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	eve = await makeUser('eve', 'viewer');
	await makeRun(1, 'spoilt');
	objectId = (await makeObject({ ra: 151, dec: -30 })).id;
	const other = (await makeObject({ ra: 152, dec: -30 })).id;
	await insertAll([steady(FIRST, objectId), steady(SECOND, other), steady(HOMELESS, null)]);
	const queue = await makeQueue('open', 1);
	// Rank and number of the source are one in the builder.
	await makeCandidate(queue, { rank: FIRST, objectId });
	await makeCandidate(queue, { rank: SECOND, objectId: other });
	for (const epoch of [SPOILT, 25]) await makeImage(epoch + 1);
});
afterAll(closeProducers);

const propose = (user: User, epoch: number, more: object = {}) =>
	proposeRetraction(
		{ user },
		{
			...{ commandId: commandId(), objectId, sourceId: FIRST },
			...{ measurementId: measurement(FIRST, epoch), scope: 'measurement', reason: 'too bright' },
			...more
		}
	);
const decide = (user: User, retractionId: string, decision: string, more: object = {}) =>
	decideRetraction({ user }, { commandId: commandId(), retractionId, decision, ...more });
const fit = (id = FIRST) => lensFit(ben, String(id), new URLSearchParams());

describe('a proposal to retract an epoch', () => {
	test('changes nothing until somebody else agrees; then the fit is without it, and what was measured stays', async () => {
		const measured = await readSource(store(), FIRST);
		const { id, state } = await propose(ben, 3);
		expect(state).toBe('proposed');
		expect(await fit()).toMatchObject({
			leftOut: { retracted: 0 },
			retractions: [{ id, byName: 'BEN', mjd: 60_027, imageId: 4 }]
		});
		await expect(decide(ben, id, 'agreed')).rejects.toMatchObject({ code: 'NotPermitted' });
		await decide(ana, id, 'agreed');
		const after = await fit();
		expect(after.leftOut.retracted).toBe(1);
		expect(after.bands[0].mjd).toHaveLength(EPOCHS - 1);
		expect(after.bands[0].mjd).not.toContain(60_027);
		expect(await readSource(store(), FIRST)).toEqual(measured);
		const actions = (await auditEventsOf(store(), `object ${objectId}`)).map((one) => one.action);
		expect(actions).toEqual(['proposeRetraction', 'decideRetraction']);
		await decide(ben, id, 'declined');
		expect((await fit()).leftOut.retracted).toBe(0);
	});

	test('is declined by its author, and can then be made again, but stands only once', async () => {
		const first = await propose(ben, 5);
		await expect(propose(ana, 5)).rejects.toMatchObject({ code: 'Conflict' });
		await decide(ben, first.id, 'declined');
		await expect(decide(ana, first.id, 'agreed')).rejects.toMatchObject({ code: 'Conflict' });
		const second = await propose(ana, 5);
		expect(second.id).not.toBe(first.id);
	});

	test('sent twice, or by two at once, is one', async () => {
		const same = commandId();
		const [one, two] = await Promise.all([
			propose(ben, 7, { commandId: same }),
			propose(ben, 7, { commandId: same })
		]);
		expect(one.id).toBe(two.id);
		const both = await Promise.allSettled([propose(ana, 8), propose(ben, 8)]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test('of a whole image marks it bad when it is agreed, once, and is taken back on the image’s page', async () => {
		const heard: string[] = [];
		const stop = await onAnnouncement(({ topic, kind }) => void heard.push(`${topic} ${kind}`));
		const { id } = await propose(ben, SPOILT, { scope: 'image' });
		const command = { commandId: commandId() };
		await decide(ana, id, 'agreed', command);
		await decide(ana, id, 'agreed', command);
		const marks = await standingMarks(store(), [SPOILT + 1]);
		expect(marks.get(SPOILT + 1)).toMatchObject({
			kind: 'bad',
			byName: 'ANA',
			reason: 'too bright (proposed by BEN)'
		});
		expect((await fit(SECOND)).leftOut.bad).toBe(1);
		await expect(decide(ana, id, 'declined')).rejects.toMatchObject({ code: 'Conflict' });
		await eventually(() => heard).toContain(`object-${objectId} retraction`);
		stop();
	});

	test('is refused to viewers and strangers, and of what there is not', async () => {
		await expect(propose(eve, 9)).rejects.toMatchObject({ code: 'NotPermitted' });
		const { id } = await propose(ben, 9);
		await expect(decide(eve, id, 'agreed')).rejects.toMatchObject({ code: 'NotPermitted' });
		await expect(decide(ana, 'nothing', 'agreed')).rejects.toMatchObject({ code: 'NotFound' });
		const bad: [object, string][] = [
			[{ sourceId: SECOND, measurementId: measurement(SECOND, 1) }, 'sourceId'],
			[{ sourceId: HOMELESS }, 'sourceId'],
			[{ sourceId: 999 }, 'sourceId'],
			[{ measurementId: measurement(SECOND, 1) }, 'measurementId'],
			[{ measurementId: '' }, 'measurementId'],
			[{ scope: 'run' }, 'scope'],
			[{ reason: '  ' }, 'reason'],
			[{ reason: 'x'.repeat(401) }, 'reason']
		];
		for (const [more, field] of bad)
			await expect(propose(ben, 10, more), JSON.stringify(more).slice(0, 60)).rejects.toMatchObject(
				{ field }
			);
		await expect(decide(ana, id, 'maybe')).rejects.toMatchObject({ field: 'decision' });
	});
});

describe('what leaving out an epoch would do', () => {
	const effects = (address: string, id = FIRST) =>
		retractionEffects(ben, String(id), new URLSearchParams(address));

	test('is told of this source alone, or of every candidate of the run’s queue in the image', async () => {
		const own = await effects(`measurement=${measurement(FIRST, 25)}`);
		expect(own.effects.map(({ sourceId }) => sourceId)).toEqual([FIRST]);
		const [{ score, place }] = own.effects;
		expect(score.before).not.toBeNull();
		expect(score.after).not.toBe(score.before);
		// The run was never scored.
		expect(place).toBeNull();
		const all = await effects(`measurement=${measurement(FIRST, 25)}&scope=image`);
		expect(all.effects.map(({ sourceId }) => sourceId)).toEqual([FIRST, SECOND]);
		expect((await fit(SECOND)).leftOut.asked).toBe(0);
	});

	test('is asked for with an epoch of the source', async () => {
		await expect(effects(`measurement=${measurement(SECOND, 1)}`)).rejects.toMatchObject({
			code: 'NotFound'
		});
		await expect(effects('')).rejects.toMatchObject({ code: 'Invalid', field: 'measurement' });
		await expect(effects('measurement=1&scope=all')).rejects.toMatchObject({ field: 'scope' });
		await expect(effects('measurement=1', 999)).rejects.toMatchObject({ code: 'NotFound' });
	});
});
