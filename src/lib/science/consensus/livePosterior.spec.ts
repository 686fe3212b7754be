import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { LIVE_DEFAULTS, evenPrior, livePosterior, opinionOfVote } from './livePosterior.ts';
import { toRatings, type Rating } from './ratings.ts';
import { newSwapSkill, swapPosterior } from './swap.ts';

const vote = (item: string, person: string, label: string): Rating => ({ item, person, label });

/** Votes of people with these accuracies on items of 3 classes, person after person within each item. */
function simulated(random: Random, accuracies: readonly number[], items: number) {
	const truth = Array.from({ length: items }, () => random.integer(3));
	const votes = truth.flatMap((is, item) =>
		accuracies.map((accuracy, person) => {
			const said = random.uniform() < accuracy ? is : (is + 1 + random.integer(2)) % 3;
			return vote(String(item), String(person), String(said));
		})
	);
	return { truth, ratings: toRatings(votes, ['0', '1', '2']) };
}

describe('the live posterior', () => {
	test('with two classes and newcomers is SWAP’s', () => {
		const ratings = toRatings([vote('a', 'Ana', 'yes'), vote('a', 'Bo', 'no')], ['no', 'yes']);
		const { posteriors, bits } = livePosterior(ratings, { prior: [0.99, 0.01] });
		const newcomer = { ...newSwapSkill(), yes: LIVE_DEFAULTS.accuracy, no: LIVE_DEFAULTS.accuracy };
		const first = swapPosterior(0.01, 'yes', newcomer);
		expect(posteriors[1]).toBeCloseTo(swapPosterior(first, 'no', newcomer), 12);
		expect(posteriors[1]).toBeCloseTo(0.01, 12);
		expect(bits[1]).toBeGreaterThan(0);
	});

	test('probabilities sum to 1 and bits are never negative', () => {
		const { ratings } = simulated(new Random('sums'), [0.9, 0.5, 0.34, 0.7], 80);
		const { posteriors, confusions, bits } = livePosterior(ratings);
		for (const sums of [posteriors, confusions])
			for (let from = 0; from < sums.length; from += 3)
				expect(sums[from] + sums[from + 1] + sums[from + 2]).toBeCloseTo(1, 10);
		expect(Math.min(...bits)).toBeGreaterThanOrEqual(0);
		expect(bits.every(Number.isFinite)).toBe(true);
	});

	test('the matrices are what Dawid & Skene’s M step makes of the posteriors and the imagined votes', () => {
		const { ratings } = simulated(new Random('m step'), [0.9, 0.6, 0.7], 40);
		const { posteriors, confusions } = livePosterior(ratings);
		const { accuracy, strength } = LIVE_DEFAULTS;
		const counts = [0, 1, 2].map((said) => strength * (said === 1 ? accuracy : (1 - accuracy) / 2));
		for (let row = 0; row < ratings.item.length; row++)
			if (ratings.person[row] === 2)
				counts[ratings.label[row]] += posteriors[ratings.item[row] * 3 + 1];
		const sum = counts[0] + counts[1] + counts[2];
		counts.forEach((count, said) =>
			expect(confusions[2 * 9 + 3 + said]).toBeCloseTo(count / sum, 9)
		);
	});

	test('learns who is good: their votes tell more, and the classes come out', () => {
		const { ratings, truth } = simulated(new Random('learn'), [0.95, 0.9, 0.85, 0.4], 400);
		const { posteriors, confusions, bits } = livePosterior(ratings);
		const skill = [0, 1, 2, 3].map(
			(person) => [0, 4, 8].reduce((sum, cell) => sum + confusions[person * 9 + cell], 0) / 3
		);
		[0.95, 0.9, 0.85, 0.4].forEach((p, k) => expect(Math.abs(skill[k] - p)).toBeLessThan(0.07));
		const right = truth.filter((is, item) => posteriors[item * 3 + is] > 0.5).length;
		expect(right / truth.length).toBeGreaterThan(0.95);
		const last = bits.subarray(bits.length - 400);
		const told = (person: number) =>
			last.reduce((sum, b, k) => sum + (k % 4 === person ? b : 0), 0);
		expect(told(0)).toBeGreaterThan(5 * told(3));
	});

	test('training items teach skill, even that someone is always wrong, and stay what they are', () => {
		const answers = Array.from({ length: 60 }, (_, k) =>
			vote(`t${k}`, 'Ana', k % 2 ? 'no' : 'yes')
		);
		const truths = new Map(answers.map(({ item }, k) => [item, k % 2 ? 'yes' : 'no']));
		const ratings = toRatings([...answers, vote('new', 'Ana', 'yes')], ['no', 'yes']);
		const { posteriors, bits } = livePosterior(ratings, { truths });
		expect([...posteriors.subarray(0, 4)]).toEqual([1, 0, 0, 1]);
		expect(Math.max(...bits.subarray(0, 60))).toBe(0);
		expect(posteriors[60 * 2]).toBeGreaterThan(0.85);
	});

	test('the order of votes on one item does not matter to newcomers', () => {
		const ballots = [vote('a', 'A', 'x'), vote('a', 'B', 'y'), vote('a', 'C', 'x')];
		const one = livePosterior(toRatings(ballots, ['x', 'y', 'z'])).posteriors;
		const other = livePosterior(toRatings(ballots.reverse(), ['x', 'y', 'z'])).posteriors;
		one.forEach((p, k) => expect(other[k]).toBeCloseTo(p, 12));
	});

	test('the opinion of one vote is the posterior it alone would make', () => {
		const ratings = toRatings([vote('a', 'Ana', 'x')], ['x', 'y', 'z']);
		const { posteriors, likelihoods } = livePosterior(ratings);
		opinionOfVote(evenPrior(3), likelihoods).forEach((p, k) =>
			expect(p).toBeCloseTo(posteriors[k], 12)
		);
	});
});
