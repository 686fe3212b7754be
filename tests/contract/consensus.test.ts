import { beforeAll, describe, expect, test } from 'vitest';
import { agreementPage, candidateConsensus } from '#server/queries/consensus.ts';
import { orderOfWork } from '#server/queries/orderOfWork.ts';
import { candidatePlaces } from '#server/store/candidates.ts';
import { collection, store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import type { Candidate, Queue, WorkOrderName } from '#schema/queue.ts';
import type { User } from '#schema/user.ts';
import type { Vote } from '#schema/vote.ts';
import { Random } from '#science/stats/random.ts';
import { makeCandidate, makeQueue, makeUser, ownInstallation } from './builders.ts';

ownInstallation();
let ana: User;
let ben: User;
let cyd: User;

beforeAll(async () => {
	ana = await makeUser('ana', 'curator');
	ben = await makeUser('ben', 'vetter');
	cyd = await makeUser('cyd', 'vetter');
});

/** A vote as it stands in the database; how it is given is the business of other tests. */
async function standing(
	user: User,
	candidate: Candidate,
	classKey: string,
	more: Partial<Vote> = {}
): Promise<Vote> {
	const at = new Date(Date.UTC(2026, 0, 1) + clock++ * 1000);
	const vote: Vote = {
		id: newId(),
		queueId: candidate.queueId,
		candidateId: candidate.id,
		objectId: candidate.objectId,
		userId: user.id,
		userName: user.displayName,
		round: 1,
		classKey,
		taxonomyVersion: 1,
		confidence: 'likely',
		probability: null,
		note: '',
		seconds: 10,
		blind: true,
		revealedAt: null,
		createdAt: at,
		updatedAt: at,
		...more
	};
	const { id, ...rest } = vote;
	await collection<{ _id: string }>(store(), 'votes').insertOne({ _id: id, ...rest });
	return vote;
}
let clock = 0;

async function candidatesIn(queue: Queue, count: number): Promise<Candidate[]> {
	const made: Candidate[] = [];
	for (let rank = 1; rank <= count; rank++) made.push(await makeCandidate(queue, { rank }));
	return made;
}

function setState(candidate: Candidate, state: Partial<Candidate['state']>): Promise<unknown> {
	return collection<{ _id: string; state: object }>(store(), 'candidates').updateOne(
		{ _id: candidate.id },
		{ $set: { state: { ...candidate.state, ...state } } }
	);
}

async function orderFor(user: User, queue: Queue, workOrder: WorkOrderName) {
	const places = await candidatePlaces(store(), queue.id, { sort: 'rank', order: 'asc' });
	return orderOfWork(store(), { queue: { ...queue, workOrder }, userId: user.id, places });
}

const page = (user: User, queue: Queue, countInSight = false) =>
	agreementPage(user, queue.id, { countInSight });

test('what is kept of a queue’s posterior for one person is never shown to another who may see less', async () => {
	const queue = await makeQueue('blind');
	const [candidate] = await candidatesIn(queue, 1);
	await standing(ana, candidate, 'ese');
	const seenBy = (user: User) => candidateConsensus(queue, candidate, user);
	const likeliest = async (user: User) => (await seenBy(user))?.posterior[0].classKey ?? null;
	for (let again = 0; again < 2; again++) {
		expect(await likeliest(ana)).toBe('ese');
		expect(await seenBy(ben)).toBeNull();
	}
	await standing(ben, candidate, 'agn');
	await standing(cyd, candidate, 'agn');
	expect((await seenBy(ben))?.votes).toHaveLength(3);
	expect(await likeliest(ben)).toBe('agn');
	expect(await likeliest(ana)).toBe('agn');
	// Another sealing counts other votes, whatever was kept.
	await setState(candidate, { round: 2 });
	expect((await candidateConsensus({ ...queue, sealing: 'open' }, candidate, ben))?.counted).toBe(
		3
	);
	await collection(store(), 'votes').deleteMany({ candidateId: candidate.id });
	expect(await seenBy(ana)).toBeNull();
});

describe('agreement', () => {
	test('an empty queue and one person’s votes say what is missing', async () => {
		const queue = await makeQueue('open');
		expect((await page(ana, queue)).missing).toMatch(/Nobody has voted/);
		const [candidate] = await candidatesIn(queue, 1);
		await standing(ana, candidate, 'ese');
		const shown = await page(ana, queue);
		expect(shown.missing).toMatch(/Two people must have voted on the same candidate/);
		expect(shown.measures.every(({ value }) => value === null)).toBe(true);
	});

	test('α of the votes of two people with its interval and the number of candidates', async () => {
		const queue = await makeQueue('open');
		const candidates = await candidatesIn(queue, 12);
		// The nominal 2 × 12 oracle of spec/vetting.md §4.1.
		const letters = { a: 'agn', b: 'ese', c: 'pulsar', d: 'transient', e: 'scintillation' };
		const say = (line: string) =>
			line.split(' ').map((letter) => letters[letter as keyof typeof letters]);
		const first = say('a a b b d c c c e d d a');
		const second = say('b a b b b c c c e d d d');
		for (const [k, candidate] of candidates.entries()) {
			await standing(ana, candidate, first[k]);
			await standing(ben, candidate, second[k]);
		}
		const { measures, people, pairs, counts } = await page(cyd, queue);
		expect(measures[0]).toMatchObject({ name: 'Krippendorff’s α', candidates: 12 });
		expect(measures[0].value).toBeCloseTo(0.692, 3);
		for (const { value, low, high } of measures) {
			expect(low).toBeLessThanOrEqual(value ?? NaN);
			expect(high).toBeGreaterThanOrEqual(value ?? NaN);
		}
		expect(people.map(({ counted }) => counted)).toEqual([12, 12]);
		expect(pairs).toMatchObject([{ first: 'ANA', second: 'BEN', candidates: 12 }]);
		expect(counts).toMatchObject({ counted: 24, withTwo: 12, people: 2 });
	});

	test('answers that name no class are counted as such and enter no number', async () => {
		const queue = await makeQueue('open');
		const [one, two] = await candidatesIn(queue, 2);
		await standing(ana, one, 'ese');
		await standing(ben, one, 'unsure');
		await standing(ben, two, 'more-data');
		const shown = await page(ana, queue);
		expect(shown.counts).toMatchObject({ counted: 1, noClass: 2, withTwo: 0 });
		expect(shown.classes.map(({ key }) => key)).toEqual(['ese']);
	});

	test('votes given in sight of others’ count only when asked, and the page says so', async () => {
		const queue = await makeQueue('blind');
		const [candidate] = await candidatesIn(queue, 1);
		await standing(ana, candidate, 'ese');
		await standing(ben, candidate, 'ese');
		await standing(cyd, candidate, 'ese', { blind: false });
		const blind = await page(ana, queue);
		expect(blind.counts).toMatchObject({ counted: 2, inSight: 1 });
		expect(blind.notes.join(' ')).toMatch(/only blind votes are independent/);
		const all = await page(ana, queue, true);
		expect(all.counts.counted).toBe(3);
		expect(all.notes.join(' ')).toMatch(/agreement comes out too high/);
	});

	test('who changed their mind after seeing the others counts with the blind answer', async () => {
		const queue = await makeQueue('blind');
		const [candidate] = await candidatesIn(queue, 1);
		await standing(ana, candidate, 'ese');
		const changed = await standing(ben, candidate, 'ese', { blind: false });
		await collection(store(), 'voteEvents').insertOne({
			_id: newId() as never,
			...{ kind: 'cast', queueId: queue.id, candidateId: candidate.id },
			...{ objectId: candidate.objectId, userId: ben.id, userName: 'BEN', round: 1 },
			...{ taxonomyVersion: 1, classKey: 'agn', confidence: 'likely', probability: null },
			...{ note: '', blind: true, at: changed.createdAt }
		});
		const { pairs, counts } = await page(ana, queue);
		expect(counts).toMatchObject({ counted: 2, blind: 1, inSight: 1 });
		expect(pairs[0].agreement).toBe(0);
	});
});

describe('sealed votes', () => {
	test.each(['blind', 'quorum', 'chair'] as const)(
		'of a %s queue enter nothing that a stranger sees, chair or not',
		async (sealing) => {
			const queue = await makeQueue(sealing);
			const [one, two] = await candidatesIn(queue, 2);
			await standing(ben, one, 'ese');
			await standing(cyd, one, 'agn');
			const shown = await page(ana, queue);
			expect(shown.counts).toMatchObject({ visible: 0, standing: 0, counted: 0 });
			expect(shown.missing).not.toBeNull();
			expect(shown.disputed).toEqual([]);
			expect(JSON.stringify({ ...shown, queue: null })).not.toMatch(/ese|agn/);
			expect(await candidateConsensus(queue, one, ana)).toBeNull();
			for (const by of ['uncertainty', 'voteEntropy', 'bald', 'information'] as const) {
				const places = (await orderFor(ana, queue, by)).filter(({ drawn }) => !drawn);
				for (const { reason } of places) expect(reason).toMatch(/has \d of the 2 opinions wanted/);
			}
			await setState(one, { revealedAt: new Date() });
			expect((await page(ana, queue)).counts).toMatchObject({ visible: 1, counted: 2 });
			expect((await candidateConsensus(queue, { ...one, ...two, id: one.id }, ana))?.counted).toBe(
				2
			);
		}
	);

	test('a second round is sealed again; the first stays shown', async () => {
		const queue = await makeQueue('chair');
		const [candidate] = await candidatesIn(queue, 1);
		await standing(ben, candidate, 'ese');
		await standing(cyd, candidate, 'agn');
		await standing(ben, candidate, 'agn', { round: 2, blind: false });
		await setState(candidate, { round: 2, revealedAt: null });
		const consensus = await candidateConsensus(queue, candidate, ana);
		expect(consensus?.votes.map(({ classKey }) => classKey)).toEqual(['ese', 'agn']);
	});

	test('the order of work is the same whatever the sealed votes say', async () => {
		const orders: string[][] = [];
		for (const seed of [1, 2, 3]) {
			const queue = await makeQueue('blind');
			const random = new Random(seed);
			const candidates = await candidatesIn(queue, 12);
			const ranks = new Map(candidates.map(({ id, rank }) => [id, rank]));
			for (const candidate of candidates.slice(0, 8)) {
				for (const user of candidate.rank % 2 === 0 ? [ana, ben] : [ben])
					await standing(user, candidate, ['ese', 'agn', 'pulsar'][random.integer(3)]);
			}
			const order = (await orderFor(cyd, queue, 'uncertainty')).filter(({ drawn }) => !drawn);
			// Draws depend on the queue's id; what is left keeps the order of everyone.
			orders.push(order.map(({ id }) => String(ranks.get(id))));
		}
		const [first] = orders;
		for (const other of orders) {
			const both = other.filter((rank) => first.includes(rank));
			expect(both).toEqual(first.filter((rank) => other.includes(rank)));
		}
	});
});

describe('order of work', () => {
	test('what people disagree about comes first in an open queue, with the number', async () => {
		const [disputed, places] = await disputedAndOrder();
		if (places.length === 3) expect(places[0].id).toBe(disputed);
		expect(places.find(({ id }) => id === disputed)?.reason).toBe(
			'Next because its votes differ by 1 bits.'
		);
	});

	/** In a queue where it is not the one that is drawn at random. */
	async function disputedAndOrder() {
		for (;;) {
			const queue = await makeQueue('open');
			const candidates = await candidatesIn(queue, 3);
			const disputed = candidates[2].id;
			await standing(ana, candidates[2], 'ese', { blind: false });
			await standing(ben, candidates[2], 'agn', { blind: false });
			const places = (await orderFor(cyd, queue, 'voteEntropy')).filter(({ drawn }) => !drawn);
			if (places.some(({ id }) => id === disputed)) return [disputed, places] as const;
		}
	}

	test('by rank nothing is drawn, and nothing retired is placed', async () => {
		const queue = await makeQueue('open');
		const candidates = await candidatesIn(queue, 20);
		await setState(candidates[0], { kind: 'retired' });
		const places = await orderFor(ana, queue, 'rank');
		expect(places.map(({ id }) => id)).toEqual(candidates.slice(1).map(({ id }) => id));
		expect(places.some(({ drawn }) => drawn)).toBe(false);
		expect(places[0].reason).toBe('Next because it is number 2 of the queue.');
	});

	test.each(['uncertainty', 'margin', 'entropy', 'voteEntropy', 'bald', 'information'] as const)(
		'by %s at least one of ten is drawn at random and says so',
		async (by) => {
			const queue = await makeQueue('open');
			await candidatesIn(queue, 30);
			const places = await orderFor(ana, queue, by);
			expect(new Set(places.map(({ id }) => id)).size).toBe(30);
			const drawn = places.filter((place) => place.drawn);
			expect(drawn).toHaveLength(3);
			for (const { reason } of drawn) expect(reason).toMatch(/drawn at random/);
		}
	);
});

test('a page of 2000 votes comes within two seconds and is made once', async () => {
	const queue = await makeQueue('open');
	const people = [ana, ben, cyd, await makeUser('dan', 'vetter'), await makeUser('eli', 'vetter')];
	const candidates = await candidatesIn(queue, 400);
	const random = new Random(11);
	const classes = ['ese', 'agn', 'scintillation', 'pulsar', 'artefact-epoch', 'not-variable'];
	for (const candidate of candidates) {
		const truth = random.integer(classes.length);
		for (const user of people) {
			const said = random.uniform() < 0.75 ? truth : random.integer(classes.length);
			await standing(user, candidate, classes[said]);
		}
	}
	const begun = performance.now();
	const shown = await page(ana, queue);
	expect(performance.now() - begun).toBeLessThan(2000);
	expect(shown.counts.counted).toBe(2000);
	expect(shown.disputed).toHaveLength(50);
	expect((await page(ana, queue)).measures).toBe(shown.measures);
}, 60_000);
