import { beforeAll, describe, expect, test } from 'vitest';
import { createQueue, previewPasted } from '#server/commands/queues/createQueue.ts';
import { createQueueOfObjects } from '#server/commands/queues/createQueueOfObjects.ts';
import { saveQuery } from '#server/commands/savedQueries/saveQuery.ts';
import { applyTag } from '#server/commands/tags/applyTag.ts';
import { castVote } from '#server/commands/votes/castVote.ts';
import { addRow } from '#server/commands/watchlists/rows.ts';
import { createWatchlist } from '#server/commands/watchlists/settings.ts';
import { queuePlane } from '#server/queries/etaVPlane.ts';
import { queuePage } from '#server/queries/queues.ts';
import { candidatesOfQueue } from '#server/store/candidates.ts';
import { collection, inTransaction, store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { listAllQueues } from '#server/store/queues.ts';
import { linkSources } from '#server/store/sources.ts';
import { putWatchRule } from '#server/store/watchRules.ts';
import type { Queue } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { WatchRule } from '#schema/watch.ts';
import { sourceName } from '#science/sky/sourceName.ts';
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
let cyd: User;
/** Object ids of run 1's five sources: η of 10, 20, 30, 40 and not measured; the first two are new. */
let objectIds: string[];

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'curator');
	// The latest to have ended, whatever runs the tests add.
	const { id } = await makeRun(1, 'first');
	const endedAt = new Date(Date.now() + 1e6);
	await collection<{ _id: number }>(store(), 'runs').updateOne({ _id: id }, { $set: { endedAt } });
	const etas = [10, 20, 30, 40, NaN];
	const sources = etas.map((etaPeak, i) =>
		newSource(1000 + i, {
			runId: 1,
			ra: 150 + i,
			dec: -30,
			etaPeak,
			isNew: i < 2,
			newHighSigma: i < 2 ? 6 + i : 0
		})
	);
	await insertAll(sources);
	objectIds = [];
	for (const { wavgRa, wavgDec } of sources) {
		objectIds.push((await makeObject({ ra: wavgRa, dec: wavgDec })).id);
	}
	await linkSources(
		store(),
		sources.map(({ id }, i) => ({ sourceId: id, objectId: objectIds[i] }))
	);
});

function make(source: object, user = ana): Promise<Queue> {
	return createQueue({ user }, { name: 'a queue', ...source });
}

/** Which of the five objects are in the queue, in its order. */
async function contents(queue: Queue): Promise<number[]> {
	const candidates = await candidatesOfQueue(store(), queue.id);
	return candidates.map(({ objectId }) => objectIds.indexOf(objectId));
}

async function reasons(queue: Queue): Promise<string[]> {
	const candidates = await candidatesOfQueue(store(), queue.id);
	return candidates.map(({ reasons }) => `${reasons[0].rule}: ${reasons[0].text}`);
}

/** Refused with this code, and no queue more than before. */
async function refused(source: object, code: string, sentence: RegExp, user = ana): Promise<void> {
	const before = (await listAllQueues(store())).length;
	await expect(make(source, user)).rejects.toMatchObject({
		code,
		message: expect.stringMatching(sentence) as string
	});
	expect(await listAllQueues(store())).toHaveLength(before);
}

describe('a run’s new sources', () => {
	test('enter, the most significant first, with the number that made them new', async () => {
		const queue = await make({ from: 'newSources', runId: '1' });
		expect(await contents(queue)).toEqual([1, 0]);
		expect(await reasons(queue)).toEqual([
			'new: new: would have been seen at 7 σ in an earlier image',
			'new: new: would have been seen at 6 σ in an earlier image'
		]);
		expect(queue).toMatchObject({ origin: { kind: 'newSources', runId: 1 }, runId: 1 });
	});

	test('a run without any makes no queue', async () => {
		await makeRun(2, 'quiet');
		await refused({ from: 'newSources', runId: 2 }, 'Conflict', /Run quiet found no new sources/);
	});

	test('a run that is not there makes none', () =>
		refused({ from: 'newSources', runId: 99 }, 'NotFound', /no run 99/));

	test('a vetter makes none', () =>
		refused({ from: 'newSources', runId: 1 }, 'NotPermitted', /may not create queues/, ben));
});

describe('a saved query', () => {
	const bright = { name: 'strong', query: 'run=1&min_etaPeak=15' };

	test('enters what it keeps, the most extreme first, each with the number that met the condition', async () => {
		const query = await saveQuery({ user: ana }, bright);
		const queue = await make({ from: 'savedQuery', queryId: query.id });
		expect(await contents(queue)).toEqual([3, 2, 1]);
		expect((await reasons(queue))[0]).toBe('query: query “strong”: η (peak) = 40 (≥ 15)');
		const page = await queuePage(ben, queue.id, asked());
		expect(page.made).toEqual({ text: 'a saved query of run first', href: '/runs/1' });
	});

	test('a cone keeps what lies within it', async () => {
		const near = { name: 'near', query: 'run=1&at=150.5+-30&radius=0.6&radiusUnit=deg' };
		const query = await saveQuery({ user: ana }, near);
		const queue = await make({ from: 'savedQuery', queryId: query.id });
		expect(await contents(queue)).toEqual([1, 0]);
		expect((await reasons(queue))[0]).toMatch(/^query: query “near”: 15\d\d″ from 150.5 -30$/);
	});

	test('keeps to all that it asks, of everything it asks: tags too', async () => {
		const applied = { commandId: commandId(), objectId: objectIds[2], tag: 'ese' };
		await applyTag({ user: ana }, applied);
		const tagged = { name: 'tagged', query: 'run=all&tagsAny=ese&min_etaPeak=15' };
		const query = await saveQuery({ user: ana }, tagged);
		expect(await contents(await make({ from: 'savedQuery', queryId: query.id }))).toEqual([2]);
	});

	test('a private one of somebody else does not exist for others', async () => {
		const query = await saveQuery({ user: ben }, bright);
		await refused({ from: 'savedQuery', queryId: query.id }, 'NotFound', /does not exist/);
		await saveQuery({ user: ben }, { ...bright, queryId: query.id, shared: true });
		expect(await contents(await make({ from: 'savedQuery', queryId: query.id }))).toHaveLength(3);
	});

	test('one that keeps nothing makes no queue', async () => {
		const none = { name: 'none', query: 'run=1&min_etaPeak=1e6' };
		const query = await saveQuery({ user: ana }, none);
		await refused({ from: 'savedQuery', queryId: query.id }, 'Conflict', /keeps no source/);
	});
});

describe('a watchlist', () => {
	test('enters the objects on it, each under the name its row has', async () => {
		const list = await watchlist({ shared: true });
		await row(list.id, { ra: '151', dec: '-30', name: 'the loud one' });
		await row(list.id, { ra: '153', dec: '-30', name: 'the far one' });
		await row(list.id, { ra: '10', dec: '80', name: 'nothing there' });
		const queue = await make({ from: 'watchlist', watchlistId: list.id }, cyd);
		expect((await contents(queue)).toSorted()).toEqual([1, 3]);
		expect(await reasons(queue)).toContain('watchlist: on the watchlist “mine” as the loud one');
		expect(queue).toMatchObject({
			origin: { kind: 'watchlist', watchlistId: list.id },
			runId: null
		});
	});

	test('of positions where nothing is known makes no queue', async () => {
		const list = await watchlist();
		await row(list.id, { ra: '10', dec: '80', name: 'nothing there' });
		const from = { from: 'watchlist', watchlistId: list.id };
		await refused(from, 'Conflict', /No object known so far is on “mine”/);
	});

	test('that somebody keeps to himself does not exist for others', async () => {
		const list = await watchlist({ shared: false });
		await row(list.id, { ra: '151', dec: '-30', name: 'the loud one' });
		const from = { from: 'watchlist', watchlistId: list.id };
		await refused(from, 'NotFound', /does not exist/, cyd);
	});

	function watchlist(more: object = {}) {
		const settings = { commandId: commandId(), name: 'mine', radiusArcsec: 5, ...more };
		return createWatchlist({ user: ana }, settings);
	}

	function row(watchlistId: string, at: { ra: string; dec: string; name: string }) {
		return addRow({ user: ana }, { commandId: commandId(), watchlistId, radiusArcsec: '', ...at });
	}
});

describe('a watch rule', () => {
	const LOUD = { field: 'etaPeak' as const, is: 'atLeast' as const };

	/** A personal rule of Ana's on the peak η. */
	async function rule(value: number, more: Partial<WatchRule> = {}): Promise<WatchRule> {
		const made: WatchRule = {
			id: newId(),
			name: 'loud',
			filter: { conditions: [{ ...LOUD, value }], cone: null, newOnly: false },
			classBound: null,
			severity: 'medium',
			quietHours: null,
			personal: true,
			active: true,
			ownerId: ana.id,
			ownerName: ana.displayName,
			tried: { fired: 1, objects: 1, runs: 1 },
			lastRun: null,
			createdAt: new Date(),
			updatedAt: new Date(),
			...more
		};
		await inTransaction(store(), (transaction) => putWatchRule(store(), made, transaction));
		return made;
	}

	test('enters what it would fire on in the latest run', async () => {
		const { id: ruleId } = await rule(35);
		const queue = await make({ from: 'watchRule', ruleId });
		expect(await contents(queue)).toEqual([3]);
		expect(await reasons(queue)).toEqual(['watchRule: rule “loud”: η (peak) 40 ≥ 35.']);
		await refused({ from: 'watchRule', ruleId }, 'NotFound', /does not exist/, cyd);
	});

	test('that asks for a class enters only objects whose revealed votes make it so probable', async () => {
		const classBound = { classKey: 'ese', atLeast: 0.6 };
		const { id: ruleId } = await rule(25, { classBound });
		const from = { from: 'watchRule', ruleId };
		await refused(from, 'Conflict', /“loud” fires on no source/);
		const votedOn = (queue: Queue, place: number, classKey: string) =>
			makeCandidate(queue, { objectId: objectIds[place] }).then(({ id: candidateId }) =>
				castVote({ user: ana }, { commandId: commandId(), candidateId, classKey })
			);
		const open = await makeQueue('open');
		await votedOn(open, 1, 'ese');
		await votedOn(open, 3, 'agn');
		await votedOn(await makeQueue('blind'), 3, 'ese');
		// One is probable and too faint, the other loud and sealed from all but Ana, whose rule it is.
		await refused(from, 'Conflict', /“loud” fires on no source/);
		await votedOn(open, 2, 'ese');
		const queue = await make(from);
		expect(await contents(queue)).toEqual([2]);
		expect((await reasons(queue))[0]).toMatch(
			/^watchRule: rule “loud”: η \(peak\) 30 ≥ 25, P\(ese\) 0\.\d+ ≥ 0\.6\.$/
		);
	});
});

describe('a pasted list', () => {
	const pasted = (positions: string, more: object = {}) => ({ from: 'pasted', positions, ...more });

	test('matches positions and names to objects within the radius, in the list’s order', async () => {
		const list = `# from a paper\n152.0005 -30.0\n\n10:04:00.0 -30:00:00\n${sourceName(150, -30)}`;
		const queue = await make(pasted(list));
		expect(await contents(queue)).toEqual([2, 1, 0]);
		expect((await reasons(queue))[0]).toMatch(
			/^position: line 2 of a pasted list: 152.0005 -30.0, 1\.6″ away$/
		);
		expect(queue.runId).toBeNull();
	});

	test('is previewed line by line before anything is made', async () => {
		const before = (await listAllQueues(store())).length;
		const list = '150 -30\nnonsense\n10 10\n400 0';
		const preview = await previewPasted({ user: ana }, pasted(list, { radiusArcsec: '5' }));
		expect(preview.matched.map(({ line, objectId }) => [line, objectId])).toEqual([
			[1, objectIds[0]]
		]);
		expect(preview.unmatched).toEqual([
			{ line: 3, text: '10 10', problem: 'matches no object within 5″' }
		]);
		expect(preview.wrong.map(({ line }) => line)).toEqual([2, 4]);
		expect(await listAllQueues(store())).toHaveLength(before);
	});

	test('with a bad line makes nothing and names the lines', () =>
		refused(
			pasted('150 -30\nnonsense\n10 10'),
			'Invalid',
			/No queue was made: line 2 \(“nonsense”\).*; line 3 \(“10 10”\): matches no object within 10″/
		));

	test('leaves lines out that match nothing when it is asked to, wrong ones never', async () => {
		const queue = await make(pasted('150 -30\n10 10\n150.00001 -30', { leaveOut: 'on' }));
		expect(await contents(queue)).toEqual([0]);
		await refused(pasted('150 -30\nnonsense', { leaveOut: 'on' }), 'Invalid', /line 2/);
	});

	test.each([
		['nothing', '  \n ', {}, /Paste at least one/],
		['remarks only', '# one\n# two', {}, /No line matches/],
		['more than a queue takes', '1 1\n'.repeat(1001), {}, /1001 lines/],
		['a radius of 0', '150 -30', { radiusArcsec: 0 }, /above 0/]
	])('of %s is refused', (_, list, more, sentence) =>
		refused(pasted(list, more), 'Invalid', sentence)
	);
});

describe('another queue’s disagreements', () => {
	async function disputed(sealing: 'open' | 'blind'): Promise<Queue> {
		const queue = await makeQueue(sealing);
		const agreed = await makeCandidate(queue, { rank: 1, objectId: objectIds[0] });
		const split = await makeCandidate(queue, { rank: 2, objectId: objectIds[3] });
		const vote = (user: User, candidateId: string, classKey: string) =>
			castVote({ user }, { commandId: commandId(), candidateId, classKey });
		await vote(ben, agreed.id, 'ese');
		await vote(ben, split.id, 'ese');
		const dan = await makeUser(`dan-${sealing}`, 'vetter');
		await vote(dan, agreed.id, 'ese');
		await vote(dan, split.id, 'agn');
		return queue;
	}

	test('enter, and what is agreed on does not', async () => {
		const { id, name } = await disputed('open');
		const queue = await make({ from: 'disagreements', queueId: id });
		expect(await contents(queue)).toEqual([3]);
		expect(await reasons(queue)).toEqual([`disagreement: 2 votes for 2 classes in “${name}”`]);
		const { made } = await queuePage(ben, queue.id, asked());
		expect(made).toEqual({ text: `disagreements in ${name}`, href: `/queues/${id}` });
	});

	test('that are sealed from whoever makes the queue stay unsaid', async () => {
		const { id } = await disputed('blind');
		await refused({ from: 'disagreements', queueId: id }, 'Conflict', /what is sealed from you/);
	});

	test('of a queue that is not there are refused', () =>
		refused({ from: 'disagreements', queueId: 'nowhere' }, 'NotFound', /does not exist/));
});

describe('chosen objects', () => {
	const reason = { rule: 'alert' as const, text: 'fired twice' };
	const origin = { kind: 'alerts' as const };

	test('enter in the order given, each once, and the queue shows well without a run', async () => {
		const chosen = [objectIds[4], objectIds[1], objectIds[4]];
		const queue = await createQueueOfObjects(
			{ user: ana },
			{ name: 'from alerts', objectIds: chosen, origin, reason }
		);
		expect(await contents(queue)).toEqual([4, 1]);
		expect(queue.runId).toBeNull();
		const { made, rows } = await queuePage(ben, queue.id, asked());
		expect(made).toEqual({ text: 'chosen alerts', href: null });
		expect(rows[1]).toMatchObject({ name: 'S1001', etaPeak: 20, reasons: [reason] });
		const { points } = await queuePlane(ana, queue.id);
		expect(points.find(({ candidateId }) => candidateId === rows[1].id)).toMatchObject({ eta: 20 });
	});

	test.each([
		['that do not exist', () => ['nowhere'], /1 of 1 objects do not exist/],
		['none', () => [], /at least one object/],
		['too many', () => Array.from({ length: 1001 }, (_, i) => `o${i}`), /at most 1000/]
	])('%s are refused', (_, ids, message) =>
		expect(
			createQueueOfObjects({ user: ana }, { name: 'x', objectIds: ids(), origin, reason })
		).rejects.toMatchObject({ message: expect.stringMatching(message) as string })
	);
});

test.each([
	[{}, /Choose what the queue is made from/],
	[{ from: 'thin air' }, /Choose what the queue is made from/],
	[{ from: 'savedQuery' }, /Choose a saved query/],
	[{ from: 'ranking', runId: '' }, /Choose a run/]
])('%j is no origin', (source, sentence) => refused(source, 'Invalid', sentence));
