import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { baldBits, entropyBits, expectedBits, gainBits, voteEntropyBits } from './information.ts';
import { SWAP_PRIOR, learnSkill, newSwapSkill, swapPosterior, swapState } from './swap.ts';

const skilled = (yes: number, no: number) => ({ ...newSwapSkill(), yes, no });
/** P(said | is) with "no" first. */
const matrix = (yes: number, no: number) => [no, 1 - no, 1 - yes, yes];

describe('the skill of a SWAP agent', () => {
	test('right, right, right, wrong: .66667, .75, .8, .66667', () => {
		let skill = newSwapSkill();
		const learnt = (['yes', 'yes', 'yes', 'no'] as const).map((said) => {
			skill = learnSkill(skill, said, 1);
			return skill.yes;
		});
		[0.66667, 0.75, 0.8, 0.66667].forEach((p, k) => expect(learnt[k]).toBeCloseTo(p, 5));
		expect(skill.no).toBe(0.5);
	});

	test('stays within 0.01 and 0.99, and moves less for the sceptic', () => {
		let skill = newSwapSkill();
		for (let k = 0; k < 500; k++) skill = learnSkill(skill, 'no', 0);
		expect(skill.no).toBe(0.99);
		expect(learnSkill(newSwapSkill(8), 'yes', 1).yes).toBeLessThan(0.6);
	});

	test('an answer of unknown truth counts by the posterior', () => {
		const skill = learnSkill(newSwapSkill(), 'yes', 0.25);
		expect(skill.yes).toBeCloseTo((0.5 * 2 + 0.25) / 2.25, 12);
		expect(skill.no).toBeCloseTo((0.5 * 2) / 2.75, 12);
	});
});

describe('the posterior of a SWAP subject', () => {
	const after = (said: 'yes' | 'no', times: number, skill = skilled(0.9, 0.9)) => {
		let p = SWAP_PRIOR;
		for (let k = 0; k < times; k++) p = swapPosterior(p, said, skill);
		return p;
	};

	test('four times yes, and the sixth detects it', () => {
		[0.00179712, 0.01594488, 0.12726955, 0.56756055].forEach((p, k) =>
			expect(after('yes', k + 1)).toBeCloseTo(p, 8)
		);
		expect(after('yes', 6)).toBeCloseTo(0.9906812, 7);
		expect(swapState(after('yes', 5))).toBe('open');
		expect(swapState(after('yes', 6))).toBe('detected');
	});

	test('the fourth no rejects it', () => {
		[2.2226e-5, 2.4696e-6, 2.744e-7, 3.0489e-8].forEach((p, k) =>
			expect(after('no', k + 1) / p).toBeCloseTo(1, 4)
		);
		expect(swapState(after('no', 3))).toBe('open');
		expect(swapState(after('no', 4))).toBe('rejected');
		expect(after('no', 20)).toBe(2e-8);
	});

	test('a coin moves nothing, and an infallible person who errs moves nothing either', () => {
		expect(after('yes', 5, newSwapSkill())).toBeCloseTo(SWAP_PRIOR, 15);
		expect(swapPosterior(0, 'yes', skilled(1, 1))).toBe(0);
	});
});

describe('information', () => {
	test.each([
		[0.5, 0.5, 0],
		[1, 1, 1],
		[0.9, 0.9, 0.531004],
		[0.8, 0.8, 0.278072],
		[0.9, 0.5, 0.146793],
		[0.1, 0.1, 0.531004],
		[0.9, 0.1, 0]
	])('a vote of skill (%f, %f) tells %f bits of an even item', (yes, no, bits) => {
		expect(expectedBits([0.5, 0.5], matrix(yes, no))).toBeCloseTo(bits, 6);
	});

	test('a perfect detection is worth 12.2877 bits, a rejection .00028857', () => {
		expect(gainBits([1 - SWAP_PRIOR, SWAP_PRIOR], [0, 1])).toBeCloseTo(12.2877, 4);
		expect(gainBits([1 - SWAP_PRIOR, SWAP_PRIOR], [1, 0])).toBeCloseTo(0.00028857, 8);
	});

	test('the gain is SWAP’s p·S(P_CL/p_c) + (1 − p)·S(P_CN/p_c)', () => {
		const s = (x: number) => x * Math.log2(x);
		const [p, yes, no] = [0.3, 0.8, 0.6];
		const chance = p * yes + (1 - p) * (1 - no);
		const posterior = swapPosterior(p, 'yes', skilled(yes, no));
		expect(gainBits([1 - p, p], [1 - posterior, posterior])).toBeCloseTo(
			p * s(yes / chance) + (1 - p) * s((1 - no) / chance),
			12
		);
	});

	test('what a vote is expected to tell is the mean of what it may tell, and never more than is unknown', () => {
		const random = new Random('bits');
		for (let trial = 0; trial < 100; trial++) {
			const size = 2 + random.integer(4);
			const prior = distribution(random, size);
			const confusion = Array.from({ length: size }, () => distribution(random, size)).flat();
			let mean = 0;
			for (let said = 0; said < size; said++) {
				const joint = prior.map((p, is) => p * confusion[is * size + said]);
				const chance = joint.reduce((a, b) => a + b, 0);
				mean +=
					chance *
					gainBits(
						prior,
						joint.map((p) => p / chance)
					);
			}
			expect(expectedBits(prior, confusion)).toBeCloseTo(mean, 12);
			expect(mean).toBeLessThanOrEqual(entropyBits(prior) + 1e-12);
		}
	});

	test('three to one is .8113 bits, two to one to one 1.5', () => {
		expect(voteEntropyBits([3, 1])).toBeCloseTo(0.8113, 4);
		expect(voteEntropyBits([2, 1, 1])).toBeCloseTo(1.5, 12);
		expect(voteEntropyBits([0, 0])).toBe(0);
	});

	test.each([
		[
			[
				[1, 0],
				[0, 1]
			],
			1
		],
		[
			[
				[0.5, 0.5],
				[0.5, 0.5]
			],
			0
		],
		[
			[
				[0.9, 0.1],
				[0.1, 0.9]
			],
			0.531
		],
		[
			[
				[0.8, 0.2],
				[0.6, 0.4],
				[0.2, 0.8]
			],
			0.1919
		],
		[[], 0]
	])('BALD of %j is %f', (opinions, bits) => {
		expect(baldBits(opinions)).toBeCloseTo(bits, 4);
	});
});

function distribution(random: Random, size: number): number[] {
	const weights = Array.from({ length: size }, () => random.uniform());
	const sum = weights.reduce((a, b) => a + b, 0);
	return weights.map((weight) => weight / sum);
}
