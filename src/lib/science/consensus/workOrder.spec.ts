import { describe, expect, test } from 'vitest';
import { workOrder, type WorkCandidate, type WorkOrder } from './workOrder.ts';

const settled: WorkCandidate = {
	id: 'settled',
	rank: 1,
	addedAt: 1,
	counts: [3, 0],
	posterior: [0.98, 0.02],
	opinions: [
		[0.9, 0.1],
		[0.9, 0.1]
	]
};
const split: WorkCandidate = {
	id: 'split',
	rank: 2,
	addedAt: 3,
	counts: [1, 1],
	posterior: [0.5, 0.5],
	opinions: [
		[0.9, 0.1],
		[0.1, 0.9]
	]
};
const unseen: WorkCandidate = {
	id: 'unseen',
	rank: 3,
	addedAt: 2,
	counts: [0, 0],
	posterior: [0.6, 0.4],
	opinions: []
};
const ids = (order: WorkOrder, candidates = [settled, split, unseen]) =>
	workOrder(candidates, order).map(({ id }) => id);

describe('the order of work', () => {
	test.each([
		[{ by: 'uncertainty' } as const, ['split', 'unseen', 'settled'], '0.5 only'],
		[{ by: 'margin' } as const, ['split', 'unseen', 'settled'], '0 apart'],
		[{ by: 'entropy' } as const, ['split', 'unseen', 'settled'], '1 bits of its class'],
		[{ by: 'voteEntropy' } as const, ['split', 'settled', 'unseen'], 'differ by 1 bits'],
		[{ by: 'bald' } as const, ['split', 'settled', 'unseen'], 'by 0.531 bits'],
		[{ by: 'newest' } as const, ['split', 'unseen', 'settled'], 'added last'],
		[{ by: 'rank' } as const, ['settled', 'split', 'unseen'], 'number 1 of the queue']
	])('by %j', (order, expected, reason) => {
		expect(ids(order)).toEqual(expected);
		expect(workOrder([settled, split, unseen], order)[0].reason).toContain(reason);
	});

	test('by information per minute of this person: skill at an even item, over their time', () => {
		const order = {
			by: 'information',
			confusion: [0.9, 0.1, 0.1, 0.9],
			medianSeconds: 30
		} as const;
		const [first] = workOrder([settled, split, unseen], order);
		expect(first.id).toBe('split');
		expect(first.key).toBeCloseTo(2 * 0.531004, 5);
		expect(first.reason).toBe(
			'Next because your vote is expected to tell 0.531 bits, 1.06 a minute.'
		);
	});

	test('a person who knows one class sends them to where that helps', () => {
		// Tells class 2 from the rest and nothing else.
		const confusion = [0.5, 0.5, 0, 0.5, 0.5, 0, 0, 0, 1];
		const wide = { counts: [0, 0, 0], opinions: [] };
		const candidates = [
			{ ...settled, ...wide, id: 'first or second', posterior: [0.5, 0.5, 0] },
			{ ...settled, ...wide, id: 'first or third', posterior: [0.6, 0, 0.4] }
		];
		expect(ids({ by: 'information', confusion, medianSeconds: 20 }, candidates)[0]).toBe(
			'first or third'
		);
	});

	test('at random: the same for a seed, whatever else waits, and every place is possible', () => {
		const order = (seed: number) => ids({ by: 'random', seed });
		expect(order(4)).toEqual(order(4));
		expect(ids({ by: 'random', seed: 4 }, [unseen, settled])).toEqual(
			order(4).filter((id) => id !== 'split')
		);
		const firsts = Array.from({ length: 300 }, (_, seed) => order(seed)[0]);
		for (const id of ['settled', 'split', 'unseen'])
			expect(firsts.filter((first) => first === id).length).toBeGreaterThan(70);
	});

	test('ties go by rank, then by id, however the candidates come', () => {
		const twins = [
			{ ...unseen, id: 'b', rank: 1 },
			{ ...unseen, id: 'a', rank: 1 },
			{ ...unseen, id: 'c', rank: 0 }
		];
		expect(ids({ by: 'entropy' }, twins)).toEqual(['c', 'a', 'b']);
		expect(ids({ by: 'entropy' }, twins.reverse())).toEqual(['c', 'a', 'b']);
	});

	test('a sealed reason tells no number of others’ votes', () => {
		for (const by of ['uncertainty', 'margin', 'entropy', 'voteEntropy', 'bald'] as const)
			for (const { sealedReason } of workOrder([split, unseen], { by }))
				expect(sealedReason).not.toMatch(/\d/);
	});
});
