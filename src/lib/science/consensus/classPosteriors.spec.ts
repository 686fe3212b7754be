import { describe, expect, test } from 'vitest';
import { classPosteriors, newcomerConfusion } from './classPosteriors.ts';
import { sealedPosterior } from './sealedPosterior.ts';
import type { GivenVote } from './votes.ts';

const CLASSES = ['agn', 'artefact', 'ese'];
let clock = 0;
const vote = (item: string, person: string, label: string): GivenVote => ({
	...{ item, person, label },
	...{ blind: true, confidence: null, time: clock++ }
});

describe('posterior over the classes of a queue', () => {
	test('a newcomer’s vote moves an even prior to their accuracy', () => {
		const { items } = classPosteriors([vote('a', 'ana', 'ese')], CLASSES);
		const item = items.get('a');
		expect(item?.posterior[2]).toBeCloseTo(0.7, 12);
		expect(item?.votes[0].bits).toBeGreaterThan(0);
		expect(Array.from(item?.counts ?? [])).toEqual([0, 0, 1]);
	});

	test('answers that name no class are no votes', () => {
		const votes = [vote('a', 'ana', 'ese'), vote('a', 'ben', 'unsure'), vote('b', 'ben', 'skip')];
		const { items, confusions } = classPosteriors(votes, CLASSES);
		expect([...items.keys()]).toEqual(['a']);
		expect(items.get('a')?.votes).toHaveLength(1);
		expect([...confusions.keys()]).toEqual(['ana']);
	});

	test('what a sealed item is taken for is what as many agreeing newcomers would make of it', () => {
		expect(Array.from(sealedPosterior(0, 3))).toEqual([1 / 3, 1 / 3, 1 / 3]);
		const { items } = classPosteriors([vote('a', 'ana', 'agn')], CLASSES);
		const live = items.get('a')?.posterior ?? [];
		sealedPosterior(1, 3).forEach((share, k) => expect(share).toBeCloseTo(live[k], 12));
		expect(sealedPosterior(4, 3)[0]).toBeGreaterThan(sealedPosterior(3, 3)[0]);
		expect(Array.from(sealedPosterior(2, 1))).toEqual([1]);
	});

	test('a newcomer’s rows are probabilities', () => {
		const confusion = newcomerConfusion(3);
		expect(confusion[0] + confusion[1] + confusion[2]).toBeCloseTo(1, 12);
		expect(confusion[4]).toBe(0.7);
	});
});
