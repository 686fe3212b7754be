import { beforeAll, describe, expect, test } from 'vitest';
import { createQueue } from '#server/commands/queues/createQueue.ts';
import { ensureRunQueue, fillQueueFromRun } from '#server/commands/queues/runQueue.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { withdrawVote } from '#server/commands/votes/withdrawVote.ts';
import { queuePlane } from '#server/queries/etaVPlane.ts';
import { candidatePage, objectOfCandidate } from '#server/queries/candidates.ts';
import { listQueues, queuePage } from '#server/queries/queues.ts';
import { candidatesOfQueue } from '#server/store/candidates.ts';
import { store } from '#server/store/client.ts';
import { linkSources } from '#server/store/sources.ts';
import type { Candidate, Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import {
	asked,
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

ownInstallation();
let ana: User;
let ben: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
});

function vote(user: User, candidateId: string, classKey = 'agn') {
	return castVote({ user }, { commandId: commandId(), candidateId, classKey });
}

describe('filling', () => {
	/** A run whose sources with these strengths stand out; gives their object ids. */
	async function runWith(runId: number, strengths: number[], objectIds: string[] = []) {
		await makeRun(runId, `run${runId}`);
		const sources = strengths.map((newHighSigma, i) =>
			newSource(runId * 1000 + i, {
				runId,
				ra: runId,
				dec: i / 10,
				isNew: newHighSigma > 0,
				newHighSigma
			})
		);
		await insertAll(sources);
		const links: { sourceId: number; objectId: string }[] = [];
		for (const [i, { id, wavgRa, wavgDec }] of sources.entries()) {
			const objectId = objectIds[i] ?? (await makeObject({ ra: wavgRa, dec: wavgDec })).id;
			links.push({ sourceId: id, objectId });
		}
		await linkSources(store(), links);
		return links.map((link) => link.objectId);
	}

	test('takes what stands out, the most conspicuous first', async () => {
		const [weak, , strong] = await runWith(11, [6, 0, 50]);
		const queue = await createQueue(
			{ user: ana },
			{ name: 'New sources', from: 'ranking', runId: 11 }
		);
		const candidates = await candidatesOfQueue(store(), queue.id);
		expect(candidates.map((candidate) => candidate.objectId)).toEqual([strong, weak]);
		expect(candidates.map((candidate) => candidate.rank)).toEqual([1, 2]);
		expect(candidates[0].reasons[0]).toMatchObject({ rule: 'new' });
	});

	test('again from another run renews ranks, keeps what was voted on and lets the rest go', async () => {
		const objects = await runWith(12, [50, 20, 10, 6]);
		const queue = await createQueue({ user: ana }, { name: 'Twice', from: 'ranking', runId: 12 });
		const before = await candidatesOfQueue(store(), queue.id);
		await vote(ben, before[1].id);
		await withdrawVote({ user: ben }, { commandId: commandId(), candidateId: before[1].id });
		await runWith(13, [0, 0, 9, 60], objects);
		const filled = await fillQueueFromRun(ana, { queueId: queue.id, runId: 13 });
		expect(filled).toEqual({ added: 0, renewed: 2, kept: 1, removed: 1 });
		const after = await candidatesOfQueue(store(), queue.id);
		expect(after.map(({ id, rank }) => [id, rank])).toEqual([
			[before[3].id, 1],
			[before[2].id, 2],
			[before[1].id, 3]
		]);
	});

	test('by itself after a run gives one queue, however often the job is repeated', async () => {
		await runWith(14, [50, 20]);
		const queues = await Promise.all([ensureRunQueue(14), ensureRunQueue(14), ensureRunQueue(14)]);
		expect(new Set(queues.map((queue) => queue.id)).size).toBe(1);
		expect(queues[0].name).toBe('run14: variables and new sources');
		expect(await candidatesOfQueue(store(), queues[0].id)).toHaveLength(2);
	});

	test.each([
		[
			'a vetter',
			() => createQueue({ user: ben }, { name: 'x', from: 'ranking', runId: 11 }),
			'NotPermitted'
		],
		[
			'without a name',
			() => createQueue({ user: ana }, { name: ' ', from: 'ranking', runId: 11 }),
			'Invalid'
		],
		[
			'a run that is not there',
			() => createQueue({ user: ana }, { name: 'x', from: 'ranking', runId: 99 }),
			'NotFound'
		]
	])('is refused to %s', (_, act, code) => expect(act()).rejects.toMatchObject({ code }));

	test('from a run without results is refused', async () => {
		await makeRun(15, 'unprocessed', 0);
		const wanted = { name: 'x', from: 'ranking', runId: 15 };
		await expect(createQueue({ user: ana }, wanted)).rejects.toMatchObject({ code: 'Conflict' });
	});
});

describe('a queue’s table and its candidates’ neighbours', () => {
	let queue: Queue;
	let five: Candidate[];
	beforeAll(async () => {
		queue = await makeQueue();
		five = [];
		for (const rank of [1, 2, 3, 4, 5]) five.push(await makeCandidate(queue, { rank }));
		await vote(ben, five[0].id, 'agn');
		await vote(ben, five[2].id, 'agn');
		await vote(ana, five[2].id, 'ese');
		const { objectId } = five[3];
		await applyTag({ user: ben }, { commandId: commandId(), objectId, tag: 'odd' });
	});

	async function ranks(list: Record<string, unknown>): Promise<number[]> {
		const { rows } = await queuePage(ben, queue.id, asked(list));
		return rows.map((row) => row.rank);
	}

	test.each([
		[{}, [1, 2, 3, 4, 5]],
		[{ order: 'desc' }, [5, 4, 3, 2, 1]],
		[{ sort: 'eta', order: 'desc' }, [1, 3, 4, 5, 2]],
		[{ sort: 'votes', order: 'desc' }, [3, 1, 2, 4, 5]],
		[{ show: 'todo' }, [2, 4, 5]],
		[{ show: 'done' }, [1, 3]],
		[{ show: 'disputed' }, [3]],
		[{ tag: 'odd' }, [4]],
		[{ sort: 'nonsense', page: -3 }, [1, 2, 3, 4, 5]],
		[{ page: 99 }, [1, 2, 3, 4, 5]]
	])('%j shows ranks %j', async (list, expected) => expect(await ranks(list)).toEqual(expected));

	test('rows carry votes, tags and the own verdict', async () => {
		const { rows, progress, total, nextTodoId } = await queuePage(ben, queue.id, asked());
		expect(rows[2]).toMatchObject({ votes: 2, mine: 'agn', tally: { agn: 1, ese: 1 } });
		expect(rows[3]).toMatchObject({ votes: 0, mine: null, tags: ['odd'] });
		expect(progress).toEqual({ candidates: 5, settled: 1, votes: 3, mine: 2 });
		expect(total).toBe(5);
		expect(nextTodoId).toBe(five[1].id);
	});

	test('the list of queues counts the same', async () => {
		const summary = (await listQueues(ben)).find((found) => found.queue.id === queue.id);
		expect(summary?.progress).toEqual({ candidates: 5, settled: 1, votes: 3, mine: 2 });
	});

	async function neighbours(place: number, list: Record<string, unknown>) {
		return (await candidatePage(ben, queue.id, five[place].id, asked(list))).neighbours;
	}

	test('next and previous follow the table’s order', async () => {
		expect(await neighbours(2, {})).toEqual({
			previousId: five[1].id,
			nextId: five[3].id,
			nextTodoId: five[3].id,
			nextHeldBy: [],
			position: 3,
			total: 5
		});
		expect((await neighbours(0, { order: 'desc' })).previousId).toBe(five[1].id);
	});

	test('a candidate that its own vote took out of the list still knows its place in it', async () => {
		expect(await neighbours(2, { show: 'todo' })).toEqual({
			previousId: five[1].id,
			nextId: five[3].id,
			nextTodoId: five[3].id,
			nextHeldBy: [],
			position: 0,
			total: 3
		});
	});

	test('after the last one to do comes the first', async () => {
		expect((await neighbours(4, {})).nextTodoId).toBe(five[1].id);
	});

	test('a candidate of another queue is not found here', async () => {
		const other = await makeCandidate(await makeQueue());
		await expect(candidatePage(ben, queue.id, other.id, asked())).rejects.toMatchObject({
			code: 'NotFound'
		});
		expect(await objectOfCandidate(ben, other.id)).toBe(other.objectId);
	});

	test('nobody who is not signed in sees anything', async () => {
		await expect(queuePage(null, queue.id, asked())).rejects.toMatchObject({ code: 'NotSignedIn' });
		await expect(listQueues(null)).rejects.toMatchObject({ code: 'NotSignedIn' });
	});
});

test('the η–V plane shows the run’s sources, and knows the queue’s candidates among them', async () => {
	const run = await makeRun(70, 'plane');
	const objectIds = Array.from({ length: 60 }, (_, i) => `plane${i}`);
	await insertAll(
		objectIds.map((objectId, i) =>
			newSource(70_000 + i, {
				runId: run.id,
				ra: 70,
				dec: i,
				objectId,
				etaPeak: i === 0 ? 200 : 1 + (i % 7) / 10,
				vPeak: i === 0 ? 0.9 : 0.05 + (i % 5) / 100
			})
		)
	);
	const queue = await makeQueue('open', run.id);
	const { id: objectId } = await makeObject();
	await linkSources(store(), [{ sourceId: 70_000, objectId }]);
	const candidate = await makeCandidate(queue, { objectId });
	const { source } = await candidatePage(ben, queue.id, candidate.id, asked());
	const etaV = await queuePlane(ben, queue.id);
	expect(source?.id).toBe(70_000);
	expect(etaV).toMatchObject({ shown: 60, total: 60 });
	const known = etaV.points.filter((point) => point.candidateId);
	expect(known).toEqual([{ candidateId: candidate.id, name: 'S70000', eta: 200, v: 0.9 }]);
	expect(etaV.cuts?.etaCut).toBeLessThan(200);
	expect(etaV.cuts?.etaCut).toBeGreaterThan(1);
});

test('a page without a source in any run still shows its object and its labels', async () => {
	const queue = await makeQueue('open', 404);
	const candidate = await makeCandidate(queue);
	const page = await candidatePage(ben, queue.id, candidate.id, asked());
	expect(page).toMatchObject({
		source: null,
		lightCurve: null,
		cutouts: [],
		runName: 'deleted run'
	});
	expect(await queuePlane(ben, queue.id)).toEqual({ points: [], cuts: null, shown: 0, total: 0 });
});
