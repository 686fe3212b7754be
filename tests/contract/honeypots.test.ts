import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refuseUntilVote } from '#server/commands/honeypots/refuseUntilVote.ts';
import { comparisonsWanted } from '#server/commands/honeypots/comparisons.ts';
import { writeComment } from '#server/commands/comments/writeComment.ts';
import { changeQueue } from '#server/commands/queues/changeQueue.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { candidatePage } from '#server/queries/candidates.ts';
import { completenessPage } from '#server/queries/completeness.ts';
import { completenessCsv } from '#server/queries/completenessCsv.ts';
import { queuePlane } from '#server/queries/etaVPlane.ts';
import { masksFor } from '#server/queries/honeypots.ts';
import { lensFit } from '#server/queries/lensFit.ts';
import { lensNeighbours } from '#server/queries/lensFitNeighbours.ts';
import { nextAfterVote } from '#server/queries/nextCandidate.ts';
import { queuePage } from '#server/queries/queues.ts';
import { collection, store } from '#server/store/client.ts';
import { injectionsOfQueue } from '#server/store/honeypots.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
	commandId,
	makeCandidate,
	makeQueue,
	makeUser,
	ownInstallation
} from './builders.ts';
import { collectionsChanged, everythingStored } from './everythingStored.ts';
import { makeImages, makeScoredRun, simulated } from './scoreBuilders.ts';
import { refusalsIn, RUN_ID, told, type Place } from './waysToRead.ts';

/**
 * A made event may not be told by anything but the light curve that is served to whom it is hidden for, and what is said of it may not
 * count anywhere.
 */

ownInstallation();
let ana: User;
let ben: User;
let dan: User;
let variable: string[];
let queue: Queue;
/** A comparison that holds a made event for Ben and none for Dan. */
let place: Place;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	dan = await makeUser('dan', 'curator');
	// Whom the ways to read ask for.
	await makeUser('cyd', 'vetter');
	await makeImages();
	const sources = [
		...Array.from({ length: 6 }, (_, i) =>
			simulated(1 + i, i % 2 ? 'ese' : 'scintillator', { runId: RUN_ID })
		),
		...Array.from({ length: 14 }, (_, i) => simulated(11 + i, 'steady', { runId: RUN_ID }))
	];
	await makeScoredRun(RUN_ID, sources);
	variable = sources.slice(0, 6).flatMap(({ objectId }) => objectId ?? []);
}, 60_000);

/** A queue of six candidates with hidden tests of 20 %, one of whose comparisons is masked for Ben alone. */
async function testedQueue(sealing: Queue['sealing'] = 'blind'): Promise<void> {
	// What stands in another queue is no comparison: there are not enough for every test.
	await collection(store(), 'candidates').deleteMany({});
	queue = await makeQueue(sealing, RUN_ID, { opinionsWanted: 9, createdBy: ana.id });
	for (const [i, objectId] of variable.entries())
		await makeCandidate(queue, { rank: 1 + i, objectId });
	// Candidates lie where the builder puts them; the neighbours are looked for there.
	await changeQueue({ user: ana }, { queueId: queue.id, testShare: 20 });
	queue = { ...queue, testShare: 20 };
	const [made] = await injectionsOfQueue(store(), queue.id);
	for (let seed = 0; ; seed += 1) {
		await collection<{ _id: string }>(store(), 'injections').updateOne(
			{ _id: made.id },
			{ $set: { seed: `seed ${seed}` } }
		);
		const masks = await masksFor(queue, ben);
		const held = [...masks].find(([, { id }]) => id === made.id);
		const isDans = [...(await masksFor(queue, dan)).values()].some(({ id }) => id === made.id);
		if (!held || isDans) continue;
		const { candidate } = await candidatePage(ben, queue.id, held[0], asked());
		const sourceId = candidate.sourceId ?? 0;
		place = { queue, candidate, sourceId, objectId: made.objectId };
		return;
	}
}

const vote = (user: User, { id: candidateId }: Pick<Candidate, 'id'>, classKey: string) =>
	castVote({ user }, { commandId: commandId(), candidateId, classKey, note: 'a dip' });
const pageOf = (user: User) => candidatePage(user, queue.id, place.candidate.id, asked());
const fluxOf = async (user: User) => (await pageOf(user)).lightCurve?.fluxPeak ?? [];

describe('a made event', () => {
	beforeEach(() => testedQueue(), 60_000);

	test('is shown to half of the people, in as many candidates as were asked for', async () => {
		const made = await injectionsOfQueue(store(), queue.id);
		expect(made).toHaveLength(comparisonsWanted(20, 6));
		expect((await queuePage(ana, queue.id, asked())).total).toBe(6 + made.length);
		for (const { snr, depth } of made) {
			expect(snr).toBeGreaterThanOrEqual(3);
			expect(depth).toBeGreaterThan(0);
		}
	});

	test('is in light curve, numbers, table, plane and fit of whom it is for, and in nobody else’s', async () => {
		const [bens, dans] = [await pageOf(ben), await pageOf(dan)];
		expect(bens.lightCurve?.fluxPeak).not.toEqual(dans.lightCurve?.fluxPeak);
		expect(bens.source?.etaPeak).not.toBe(dans.source?.etaPeak);
		expect(bens.candidate.reasons).not.toEqual([]);
		const rowOf = async (user: User) =>
			(await queuePage(user, queue.id, asked())).rows.find(({ id }) => id === place.candidate.id);
		const [row, made] = [await rowOf(ben), (await masksFor(queue, ben)).get(place.candidate.id)];
		expect(row?.etaPeak).toBe(made?.shown.etaPeak);
		expect(row?.reasons).toEqual(bens.candidate.reasons);
		expect((await rowOf(dan))?.etaPeak).not.toBe(row?.etaPeak);
		const sorted = (await queuePage(ben, queue.id, asked({ sort: 'eta' }))).rows;
		const etas = sorted.map(({ etaPeak }) => etaPeak ?? -Infinity);
		expect(etas).toEqual([...etas].sort((a, b) => a - b));
	}, 60_000);

	test('is in the lens fit of whom it is for, and nothing that is kept passes it on', async () => {
		const fit = (user: User, candidate?: string) =>
			lensFit(user, String(place.sourceId), new URLSearchParams(candidate ? { candidate } : {}));
		const plain = await fit(dan);
		const bensFit = await fit(ben, place.candidate.id);
		expect(bensFit.bands[0].flux).not.toEqual(plain.bands[0].flux);
		expect((await fit(dan, place.candidate.id)).bands).toEqual(plain.bands);
		expect((await fit(ben)).bands, 'the source by itself').toEqual(plain.bands);
		const near = await lensNeighbours(dan, String(place.sourceId));
		await lensNeighbours(
			ben,
			String(place.sourceId),
			new URLSearchParams({ candidate: place.candidate.id })
		);
		expect(await lensNeighbours(dan, String(place.sourceId))).toEqual(near);
		const point = async (user: User) =>
			(await queuePlane(user, queue.id)).points.find((at) => at.candidateId === place.candidate.id);
		expect((await point(ben))?.eta).not.toBe((await point(dan))?.eta);
	}, 60_000);

	test('comes in a page that has all that any other has, and tells no more', async () => {
		const masked = await pageOf(ben);
		const masks = await masksFor(queue, ben);
		const order = await queuePage(ben, queue.id, asked());
		const blank = order.rows.find(({ id, rank }) => !masks.has(id) && rank > 0);
		const other = await candidatePage(ben, queue.id, blank?.id ?? '', asked());
		expect(shapeOf(masked)).toEqual(shapeOf(other));
		expect(masked.allowed).toEqual(other.allowed);
		expect(masked.honeypot).toEqual({ untilVote: true, reveal: null });
		expect(JSON.stringify(masked)).not.toMatch(/inject|seed|tauDays/i);
		expect(masked.neighbours.position).toBeGreaterThan(0);
	});

	test('is told by no export, list, page or answer, before or after it is answered', async () => {
		const without = await withShare(0, () => told(ben, place));
		const withEvent = await told(ben, place);
		expect(differing(without, withEvent), 'what serves it').toEqual(SERVING);
		expect(refusalsIn(withEvent)).toEqual(['a queue of disagreements']);
		const before = await told(dan, place);
		await vote(ben, place.candidate, 'ese');
		expect(await told(dan, place)).toEqual(before);
		await withdrawVote({ user: ben }, { commandId: commandId(), candidateId: place.candidate.id });
		expect(await told(dan, place)).toEqual(before);
		const since = differing(without, await told(ben, place));
		expect(since.filter((way) => !SERVING.includes(way))).toEqual([]);
	}, 120_000);

	test('and what is said of it changes nothing else that is stored', async () => {
		const before = await everythingStored();
		await vote(ben, place.candidate, 'ese');
		await vote(ben, { id: place.candidate.id }, 'ese').catch(() => null);
		const after = await everythingStored();
		// The second vote met the light curve as it is: the one before is what is looked at.
		expect(after.honeypotAnswers).toHaveLength(before.honeypotAnswers.length + 1);
		expect(after.votes.length - before.votes.length).toBe(1);
	});

	test('answered once leaves every collection but its own as it was', async () => {
		const before = await everythingStored();
		await vote(ben, place.candidate, 'ese');
		const after = await everythingStored();
		expect(collectionsChanged(before, after)).toEqual(['commandLog', 'honeypotAnswers']);
	});

	test('is revealed to the voter alone, after the vote, who then sees what was measured', async () => {
		const measured = await fluxOf(dan);
		await vote(ben, place.candidate, 'ese');
		const { honeypot, votes, allowed } = await pageOf(ben);
		const told = { kind: 'event', classKey: 'ese', found: true, takenBackAt: null };
		const depth = expect.closeTo(0.5, 0) as number;
		expect(honeypot.reveal).toMatchObject({ ...told, depth });
		expect(votes.mine).toBeNull();
		expect(allowed.tag).toBe(true);
		expect(await fluxOf(ben)).toEqual(measured);
		for (const other of [ana, dan]) expect((await pageOf(other)).honeypot.reveal).toBeNull();
		const at = { queueId: queue.id, candidateId: place.candidate.id, list: asked() };
		expect((await nextAfterVote(ben, at))?.candidateId).toBe(place.candidate.id);
	});

	test('sent twice is answered once, and the vote after the reveal is one on the object', async () => {
		const command = { commandId: commandId(), candidateId: place.candidate.id, classKey: 'agn' };
		const [first, again] = [
			await castVote({ user: ben }, command),
			await castVote({ user: ben }, command)
		];
		expect(again.id).toBe(first.id);
		expect(await answers()).toHaveLength(1);
		expect((await pageOf(ben)).votes.mine).toBeNull();
		await vote(ben, place.candidate, 'agn');
		expect((await pageOf(ben)).votes.mine?.classKey).toBe('agn');
		expect(await answers()).toHaveLength(1);
		const at = { queueId: queue.id, candidateId: place.candidate.id, list: asked() };
		expect((await nextAfterVote(ben, at))?.candidateId).not.toBe(place.candidate.id);
	});

	test('taken back is noted as after the reveal, and counts as it was given', async () => {
		await vote(ben, place.candidate, 'agn');
		const shares = async () => (await completenessPage(ben, queue.id, new URLSearchParams())).of;
		const before = await shares();
		await withdrawVote({ user: ben }, { commandId: commandId(), candidateId: place.candidate.id });
		expect((await pageOf(ben)).honeypot.reveal?.takenBackAt).toBeInstanceOf(Date);
		expect(await shares()).toEqual(before);
		expect((await completenessPage(ben, queue.id, new URLSearchParams())).takenBack).toBe(1);
	});

	test('waits through a skip, which tells nothing', async () => {
		const masked = await fluxOf(ben);
		await vote(ben, place.candidate, 'skip');
		expect(await fluxOf(ben)).toEqual(masked);
		expect((await pageOf(ben)).honeypot.reveal).toBeNull();
	});

	test('takes no labels before the vote, and nor does any other candidate', async () => {
		const ordinary = (await queuePage(ben, queue.id, asked())).rows.find(
			({ objectId }) => objectId === variable[0]
		);
		const label = (id: string | undefined) => refuseUntilVote(ben, id ?? '');
		await expect(label(place.candidate.id)).rejects.toThrow('vote first');
		await expect(label(ordinary?.id)).rejects.toThrow('vote first');
		const said = { target: `candidate-${place.candidate.id}`, text: 'a deep dip' };
		await expect(writeComment({ user: ben }, { commandId: commandId(), ...said })).rejects.toThrow(
			'vote first'
		);
		await vote(ben, place.candidate, 'ese');
		await vote(ben, { id: ordinary?.id ?? '' }, 'agn');
		await label(place.candidate.id);
		await label(ordinary?.id);
	});

	test('is gone once the candidate was looked at in a session, retired, or revealed', async () => {
		const measured = await fluxOf(dan);
		const set = (name: string, id: string, fields: object) =>
			collection<{ _id: string }>(store(), name).updateOne(
				{ _id: id },
				{ $set: fields },
				{ upsert: true }
			);
		expect(await fluxOf(ben)).not.toEqual(measured);
		await set('candidates', place.candidate.id, { 'state.revealedAt': new Date() });
		expect(await fluxOf(ben)).toEqual(measured);
		await set('candidates', place.candidate.id, { 'state.revealedAt': null });
		expect(await fluxOf(ben)).not.toEqual(measured);
		const person = { id: ana.id, name: 'ANA' };
		await set('vettingSessions', `s ${queue.id}`, {
			...{ queueId: queue.id, name: 's', chair: person, driver: null, candidateId: null },
			...{ roundMinutes: null, round: null, timer: null, members: [], events: 1 },
			...{ startedAt: new Date(), endedAt: null }
		});
		await set('sessionEvents', `s ${queue.id}/1`, {
			...{ sessionId: `s ${queue.id}`, number: 1, kind: 'showed', by: person, at: new Date() },
			...{ candidateId: place.candidate.id, objectName: 'J1' }
		});
		expect(await fluxOf(ben)).toEqual(measured);
		expect((await pageOf(ben)).honeypot.untilVote).toBe(false);
	});

	test('counts in the completeness of everybody, the team, oneself and the score', async () => {
		await vote(ben, place.candidate, 'ese');
		const read = (user: User) => completenessPage(user, queue.id, new URLSearchParams());
		const nOf = async (user: User) =>
			Object.fromEntries(
				(await read(user)).of.map(({ finder, all }) => [finder, [all.found, all.n]])
			);
		const bens = await nOf(ben);
		expect([bens.answers, bens.team, bens.you]).toEqual([
			[1, 1],
			[1, 1],
			[1, 1]
		]);
		expect(bens.score[1]).toBe(comparisonsWanted(20, 6));
		expect((await nOf(dan)).you).toEqual([0, 0]);
		const shown = await read(ben);
		const csv = completenessCsv(shown);
		expect(csv).toContain('answers,all,,,1,1,1.0000,0.2065,1.0000\r\n');
		const named = JSON.stringify(shown) + csv;
		for (const secret of [place.candidate.id, place.objectId]) expect(named).not.toContain(secret);
	});

	test('is put into no queue by a share of 0, and the comparisons nobody voted on leave', async () => {
		await changeQueue({ user: ana }, { queueId: queue.id, testShare: 0 });
		expect((await queuePage(ana, queue.id, asked())).total).toBe(6);
		const bad = { queueId: queue.id, testShare: 50 };
		await expect(changeQueue({ user: ana }, bad)).rejects.toThrow('at most 20 %');
	});
});

test('in an open queue the votes of others on what was measured do not show through', async () => {
	await testedQueue('open');
	await vote(dan, place.candidate, 'agn');
	const { votes, consensus } = await pageOf(ben);
	expect([votes.others, votes.othersCount, votes.tally, consensus]).toEqual([[], 0, {}, null]);
	const row = (await queuePage(ben, queue.id, asked())).rows.find(
		({ id }) => id === place.candidate.id
	);
	expect([row?.votes, row?.tally]).toEqual([0, {}]);
	await vote(ben, place.candidate, 'ese');
	expect((await pageOf(ben)).votes.othersCount).toBe(1);
}, 60_000);

/** What may differ while somebody is to meet a made event: what serves it. */
const SERVING = ['the candidate’s page', 'the queue by votes', 'the queue’s table'];

/** Ways that told something else, beside that the queue has tests at all. */
function differing(before: Record<string, string>, after: Record<string, string>): string[] {
	const plain = (text: string) => text.replaceAll(/"testShare":\d+/g, '');
	return Object.keys(before)
		.filter((way) => plain(before[way]) !== plain(after[way]))
		.sort();
}

async function withShare<T>(testShare: number, act: () => Promise<T>): Promise<T> {
	const set = (share: number) =>
		collection<{ _id: string }>(store(), 'queues').updateOne(
			{ _id: queue.id },
			{ $set: { testShare: share } }
		);
	await set(testShare);
	try {
		return await act();
	} finally {
		await set(queue.testShare);
	}
}

async function answers() {
	return collection<{ _id: string; queueId: string }>(store(), 'honeypotAnswers')
		.find({ queueId: queue.id })
		.toArray();
}

/** The names of all fields, and the kinds of what they hold. */
function shapeOf(value: unknown): unknown {
	if (Array.isArray(value)) return 'list';
	if (value === null || typeof value !== 'object' || value instanceof Date) return 'value';
	return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shapeOf(held)]));
}
