import { beforeAll, describe, expect, test } from 'vitest';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { toggleFavourite } from '#server/commands/favourites.ts';
import { settleMatch } from '#server/commands/objects.ts';
import { fillQueueFromRun } from '#server/commands/queues/runQueue.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { listUnsettled } from '#server/queries/objects.ts';
import { auditEventsOf } from '#server/store/auditEvents.ts';
import { candidatesOfQueue } from '#server/store/candidates.ts';
import { collection, store } from '#server/store/client.ts';
import { insertObjects } from '#server/store/objects.ts';
import { findSources, type NewSource } from '#server/store/sources.ts';
import { tagsOfObjects } from '#server/store/tags.ts';
import type { Candidate } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	insertLinked,
	makeQueue,
	makeRun,
	makeUser,
	newSource,
	ownInstallation
} from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let runs = 0;
let sourceIds = 1000;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

const ARCSEC = 1 / 3600;

/** A run on a patch of sky of its own: the tests share one database. Offsets in arcsec, in declination. */
async function newRun() {
	const run = ++runs;
	const ra = (run * 7) % 360;
	await makeRun(run, `run${run}`);

	/** Stores a generation of sources, links it and shows it; gives the objects' ids. */
	async function publish(
		revision: number,
		offsets: number[],
		options: { radiusArcsec?: number } = {}
	): Promise<string[]> {
		const sources = offsets.map((offset) =>
			newSource(++sourceIds, { runId: run, revision, ra, dec: -30 + offset * ARCSEC })
		);
		return show(revision, sources, options);
	}

	async function show(
		revision: number,
		sources: NewSource[],
		{ radiusArcsec = 10 }: { radiusArcsec?: number } = {}
	): Promise<string[]> {
		await insertLinked({ id: run, name: `run${run}`, revision, radiusArcsec }, sources);
		await collection<{ _id: number }>(store(), 'runs').updateOne(
			{ _id: run },
			{ $set: { revision } }
		);
		const ids = sources.map((source) => source.id);
		const stored = await findSources(store(), ids);
		return ids.map((id) => stored.get(id)?.objectId ?? 'none');
	}

	return { run, ra, publish, show };
}

function listedFor(run: number) {
	return listUnsettled(ana).then((rows) => rows.filter((row) => row.runId === run));
}

function tag(objectId: string, name: string) {
	return applyTag({ user: ben }, { commandId: commandId(), objectId, tag: name });
}

test('the same sources in the next generation are the same objects', async () => {
	const { run, publish } = await newRun();
	const first = await publish(1, [0, 60, 120]);
	expect(new Set(first).size).toBe(3);
	expect(await publish(2, [0.4, 59, 121])).toEqual(first);
	expect(await listedFor(run)).toEqual([]);
});

test('a run that publishes again after it broke off makes no second object', async () => {
	const { run, publish } = await newRun();
	await publish(1, [0, 4]);
	const before = await publish(1, [0, 4]);
	const all = await collection(store(), 'objects').countDocuments({ firstRunId: run });
	expect(all).toBe(2);
	expect(new Set(before).size).toBe(2);
	expect(await listedFor(run)).toEqual([]);
});

test('what an attempt with another configuration left behind is cleared away, if nothing refers to it', async () => {
	const { run, publish } = await newRun();
	await publish(1, [0, 60]);
	await collection(store(), 'sources').deleteMany({ runId: run });
	const [kept] = await publish(1, [0]);
	const objects = await collection(store(), 'objects').distinct('_id', { firstRunId: run });
	expect(objects).toEqual([kept]);
});

test('two runs over the same sky share its objects', async () => {
	const first = await newRun();
	const [object] = await first.publish(1, [0]);
	const second = await makeRun(++runs, `run${runs}`);
	const [source] = [newSource(++sourceIds, { runId: second.id, ra: first.ra, dec: -30 })];
	await insertLinked({ ...second, radiusArcsec: 10 }, [source]);
	expect((await findSources(store(), [source.id])).get(source.id)?.objectId).toBe(object);
});

describe('when two objects’ sources have become one', () => {
	test('the source goes to the nearer, both keep their labels, and the case is listed', async () => {
		const { run, publish } = await newRun();
		const [left, right] = await publish(1, [0, 12]);
		await tag(left, 'left');
		await tag(right, 'right');
		const [merged] = await publish(2, [5], { radiusArcsec: 15 });
		expect(merged).toBe(left);
		const [row, ...more] = await listedFor(run);
		expect(more).toEqual([]);
		expect(row).toMatchObject({ kind: 'merged', objectIds: [left, right] });
		expect(row.objects.map((object) => object.tags)).toEqual([['left'], ['right']]);
		expect(row.objects[1].separationArcsec).toBeCloseTo(7, 3);
	});

	test('publishing again lists it once, and going back to the old radius lists nothing', async () => {
		const { run, publish } = await newRun();
		const both = await publish(1, [0, 12]);
		await publish(2, [5], { radiusArcsec: 15 });
		await publish(3, [5], { radiusArcsec: 15 });
		expect(await listedFor(run)).toHaveLength(1);
		expect(await publish(4, [0, 12])).toEqual(both);
		expect(await listedFor(run)).toEqual([]);
	});
});

describe('when an object’s source has split', () => {
	test('the nearer keeps the object and its labels, the other is new and listed with it', async () => {
		const { run, publish } = await newRun();
		const [whole] = await publish(1, [0]);
		await tag(whole, 'whole');
		const [near, far] = await publish(2, [1, -5]);
		expect(near).toBe(whole);
		expect(far).not.toBe(whole);
		const [row, ...more] = await listedFor(run);
		expect(more).toEqual([]);
		expect(row).toMatchObject({ kind: 'split', objectIds: [far, whole] });
		expect(row.objects.map((object) => object.tags)).toEqual([[], ['whole']]);
	});
});

test('sources that share a measurement are listed as a fork', async () => {
	const { run, show, ra } = await newRun();
	const twin = (id: number, offset: number, relatedId: number) => {
		const source = newSource(id, { runId: run, ra, dec: -30 + offset * ARCSEC });
		source.relatedIds = [relatedId];
		source.lightCurve.measurementId = [77, 100 + id];
		return source;
	};
	const [a, b] = [++sourceIds, ++sourceIds];
	const forked = [twin(a, 0, b), twin(b, 8, a)];
	const objects = await show(1, forked);
	expect(await listedFor(run)).toMatchObject([{ kind: 'fork', objectIds: objects, sourceId: a }]);
});

describe('settling', () => {
	async function mergedCase() {
		const sky = await newRun();
		const [left, right] = await sky.publish(1, [0, 12]);
		const [merged] = await sky.publish(2, [5], { radiusArcsec: 15 });
		const [row] = await listedFor(sky.run);
		return { ...sky, left, right, merged, row };
	}

	test('the link as it is: the case is not listed again, by no later run', async () => {
		const { run, publish, row, left } = await mergedCase();
		await settleMatch({ user: ana }, { commandId: commandId(), matchId: row.id, decision: 'keep' });
		expect(await listedFor(run)).toEqual([]);
		expect(await publish(3, [5.1], { radiusArcsec: 15 })).toEqual([left]);
		expect(await listedFor(run)).toEqual([]);
	});

	test('as the other object: the source is that one from now on, labels stay where they are', async () => {
		const { publish, row, left, right } = await mergedCase();
		await tag(left, 'stays left');
		const command = { commandId: commandId(), matchId: row.id, decision: 'relink' };
		await settleMatch({ user: ana }, { ...command, objectId: right });
		const source = (await findSources(store(), [row.sourceId])).get(row.sourceId);
		expect(source?.objectId).toBe(right);
		expect((await tagsOfObjects(store(), [left])).map((t) => t.tag)).toEqual(['stays left']);
		expect(await publish(3, [5], { radiusArcsec: 15 })).toEqual([right]);
		const [event] = await auditEventsOf(store(), `source ${row.sourceId}`);
		expect(event).toMatchObject({
			action: 'settleMatch',
			byName: 'ANA',
			after: { objectId: right }
		});
	});

	test('a split the other way: the two sources exchange their objects', async () => {
		const { run, publish } = await newRun();
		const [whole] = await publish(1, [0]);
		const [near, far] = await publish(2, [1, -5]);
		const [row] = await listedFor(run);
		const command = { commandId: commandId(), matchId: row.id, decision: 'relink' };
		await settleMatch({ user: ana }, { ...command, objectId: whole });
		expect(await publish(3, [1, -5])).toEqual([far, near]);
	});

	test('is a curator’s business, and done once', async () => {
		const { row } = await mergedCase();
		const keep = { commandId: commandId(), matchId: row.id, decision: 'keep' };
		await expect(settleMatch({ user: ben }, keep)).rejects.toMatchObject({ code: 'NotPermitted' });
		const strange = { ...keep, decision: 'relink', objectId: 'elsewhere' };
		await expect(settleMatch({ user: ana }, strange)).rejects.toMatchObject({ field: 'objectId' });
		await settleMatch({ user: ana }, keep);
		await expect(
			settleMatch({ user: ana }, { ...keep, commandId: commandId() })
		).rejects.toMatchObject({ code: 'Conflict' });
	});
});

test('labels survive: another radius leaves every tag, comment, vote and favourite on the same objects', async () => {
	const { run, publish } = await newRun();
	const offsets = Array.from({ length: 40 }, (_, i) => 30 * i);
	const objects = await publish(1, offsets);
	const queue = await makeQueue('open', run);
	await collection(store(), 'sources').updateMany(
		{ runId: run },
		{ $set: { isNew: true, newHighSigma: 9 } }
	);
	await fillQueueFromRun(null, { queueId: queue.id, runId: run });
	const candidates = await candidatesOfQueue(store(), queue.id);
	expect(candidates.map((candidate) => candidate.objectId).sort()).toEqual([...objects].sort());
	async function label({ id: candidateId, objectId }: Candidate): Promise<void> {
		await castVote({ user: ben }, { commandId: commandId(), candidateId, classKey: 'agn' });
		await tag(objectId, 'kept');
		const input = { commandId: commandId(), objectId };
		await writeComment({ user: ben }, { ...input, text: `about ${objectId}` });
		await toggleFavourite({ user: ben }, { ...input, commandId: commandId() });
	}
	await Promise.all(candidates.map(label));
	const moved = offsets.map((offset, i) => offset + (i % 3) - 1);
	expect(await publish(2, moved, { radiusArcsec: 14 })).toEqual(objects);
	await fillQueueFromRun(null, { queueId: queue.id, runId: run });
	expect(await candidatesOfQueue(store(), queue.id)).toHaveLength(40);
	for (const { id, objectId } of candidates) {
		const page = await candidatePage(ben, queue.id, id, asked());
		expect(page.source?.revision).toBe(2);
		expect(page.votes.mine?.classKey).toBe('agn');
		expect(page.tags.map((t) => t.tag)).toEqual(['kept']);
		expect(page.comments.map((comment) => comment.text)).toEqual([`about ${objectId}`]);
		expect(page.favourite).toBe(true);
	}
}, 120_000);

test('thousands of sources find their thousands of objects, across RA 0', async () => {
	const run = await makeRun(++runs, 'large');
	const placed = Array.from({ length: 4_000 }, (_, i) => ({
		ra: (359 + (i % 200) * 0.01) % 360,
		dec: -60 + Math.floor(i / 200) * 0.05
	}));
	await insertObjects(
		store(),
		placed.map((at, i) => ({
			id: `large${i}`,
			name: `L${i}`,
			...at,
			uncertaintyDeg: ARCSEC,
			firstRunId: 0,
			firstRevision: 0,
			createdAt: new Date()
		}))
	);
	const sources = placed.map((at, i) => newSource(2_000_000 + i, { runId: run.id, ...at }));
	const { created } = await insertLinked({ ...run, radiusArcsec: 10 }, sources);
	expect(created).toBe(0);
	const linked = await findSources(store(), [2_000_007, 2_003_999]);
	expect([...linked.values()].map((source) => source.objectId)).toEqual(['large7', 'large3999']);
}, 120_000);
