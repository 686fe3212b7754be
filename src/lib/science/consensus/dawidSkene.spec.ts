import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { fitDawidSkene, voteShares } from './dawidSkene.ts';
import { ANAESTHETISTS } from './dawidSkene1979.fixture.ts';
import { fitWithRestarts } from './dawidSkeneRestarts.ts';
import { toRatings, type Rating } from './ratings.ts';

const paper = toRatings(ANAESTHETISTS, ['1', '2', '3', '4']);

/** People of one skill vote on everything. */
function simulated(
	random: Random,
	{ items = 60, people = 4, accuracy = 0.8, classes = 3 } = {}
): { votes: Rating[]; truth: number[] } {
	const truth = Array.from({ length: items }, () => random.integer(classes));
	const votes = truth.flatMap((is, item) =>
		Array.from({ length: people }, (_, person) => {
			const said =
				random.uniform() < accuracy ? is : (is + 1 + random.integer(classes - 1)) % classes;
			return { item: `i${item}`, person: `p${person}`, label: String(said) };
		})
	);
	return { votes, truth };
}

describe('the 45 patients of Dawid & Skene (1979)', () => {
	const fit = fitDawidSkene(paper);
	const likeliest = classesOf(fit.posteriors, 4);

	test('the shares of the classes and the likelihood', () => {
		[0.39997, 0.42158, 0.11179, 0.06667].forEach((share, k) =>
			expect(fit.priors[k]).toBeCloseTo(share, 5)
		);
		expect(fit.logLikelihood).toBeCloseTo(-190.730997, 6);
		expect(fit.converged).toBe(true);
	});

	test.each([
		[1, [0.40635, 0.39365, 0.15238, 0.04762]],
		[2, [0.40506, 0.41472, 0.12217, 0.05806]],
		[5, [0.40008, 0.42206, 0.1112, 0.06667]],
		[10, [0.39997, 0.42158, 0.11178, 0.06667]]
	])('the shares after %i steps', (maxIterations, shares) => {
		const { priors } = fitDawidSkene(paper, { maxIterations });
		shares.forEach((share, k) => expect(priors[k]).toBeCloseTo(share, 5));
	});

	test('the first observer is right in .907, .877, .661 and .444 of the classes', () => {
		const diagonal = [0, 5, 10, 15].map((cell) => fit.confusions[cell]);
		[0.907, 0.877, 0.661, 0.444].forEach((right, k) => expect(diagonal[k]).toBeCloseTo(right, 3));
	});

	test('18, 19, 5 and 3 patients; only patients 35 and 38 are in doubt', () => {
		expect([0, 1, 2, 3].map((k) => likeliest.filter((one) => one === k).length)).toEqual([
			18, 19, 5, 3
		]);
		const surest = likeliest.map((k, patient) => fit.posteriors[patient * 4 + k]);
		const doubtful = surest.flatMap((p, k) => (p < 0.99 ? [k + 1] : []));
		expect(doubtful).toEqual([35, 38]);
		expect(surest[34]).toBeCloseTo(0.948, 3);
		expect(surest[37]).toBeCloseTo(0.979, 3);
	});

	test('the majority says otherwise of patients 2, 12 and 36 alone', () => {
		const majority = classesOf(voteShares(paper), 4);
		const differing = likeliest.flatMap((k, patient) =>
			k === majority[patient] ? [] : [patient + 1]
		);
		// Patient 12 is a tie of 2 and 3, of which the first is taken.
		expect(differing).toEqual([2, 12, 36]);
		expect([1, 11, 35].map((patient) => likeliest[patient] + 1)).toEqual([4, 3, 4]);
	});

	test('random starts reach −189.4053, and the fit says so without moving', () => {
		const restarted = fitWithRestarts(paper, { seed: 1, restarts: 200 });
		expect(restarted.restarts[0].logLikelihood).toBeCloseTo(-189.4053, 3);
		expect(restarted.fit.logLikelihood).toBe(fit.logLikelihood);
		expect(restarted.warnings).toHaveLength(1);
		expect(restarted.warnings[0]).toContain('-189.405');
	});
});

test('the same seed gives the same restarts', () => {
	const [one, other] = [0, 1].map(() => fitWithRestarts(paper, { seed: 7, restarts: 3 }));
	expect(one).toEqual(other);
});

describe('any votes', () => {
	test.each([1, 2, 3, 4, 5])('no step lowers the likelihood, and all sums are 1 (%i)', (seed) => {
		const { votes } = simulated(new Random(seed), { accuracy: 0.55 });
		const some = toRatings(
			votes.filter((_, k) => k % 5 !== seed),
			['0', '1', '2']
		);
		let last = -Infinity;
		for (let maxIterations = 1; maxIterations < 30; maxIterations++) {
			const fit = fitDawidSkene(some, { maxIterations, tolerance: 0 });
			expect(fit.logLikelihood).toBeGreaterThanOrEqual(last - 1e-9);
			last = fit.logLikelihood;
			for (const sums of [fit.priors, fit.confusions, fit.posteriors]) {
				for (let from = 0; from < sums.length; from += 3)
					expect(sums[from] + sums[from + 1] + sums[from + 2]).toBeCloseTo(1, 12);
			}
		}
	});

	test('people who are right four times in five find nearly every class', () => {
		const { votes, truth } = simulated(new Random('find'), { items: 300, people: 6 });
		const fit = fitDawidSkene(toRatings(votes, ['0', '1', '2']));
		const right = classesOf(fit.posteriors, 3).filter((k, item) => k === truth[item]).length;
		expect(right / truth.length).toBeGreaterThan(0.95);
		for (let row = 0; row < fit.support.length; row++)
			expect(Math.abs(fit.confusions[row * 3 + (row % 3)] - 0.8)).toBeLessThan(0.15);
	});

	test('the names of the classes make no difference', () => {
		const { votes } = simulated(new Random('names'));
		const one = fitDawidSkene(toRatings(votes, ['0', '1', '2']));
		const other = fitDawidSkene(toRatings(votes, ['2', '0', '1']));
		expect(other.logLikelihood).toBeCloseTo(one.logLikelihood, 9);
		expect(other.priors[0]).toBeCloseTo(one.priors[2], 9);
	});

	test('a start with the classes exchanged is told from another maximum', () => {
		const { votes } = simulated(new Random('two'), { items: 80, people: 5, classes: 2 });
		const { restarts, warnings } = fitWithRestarts(toRatings(votes, ['0', '1']), {
			seed: 3,
			restarts: 12
		});
		const mirrored = restarts.filter(({ relabelled }) => relabelled);
		expect(mirrored.length).toBeGreaterThan(0);
		expect(mirrored[0].itemsChanged).toBe(0);
		expect(warnings).toEqual([]);
	});

	test('smoothing keeps a person who was never wrong from being thought infallible', () => {
		const votes = ['a', 'b', 'c'].flatMap((item) =>
			['x', 'y'].map((person) => ({ item, person, label: item === 'a' ? 'yes' : 'no' }))
		);
		const ratings = toRatings(votes, ['no', 'yes']);
		expect(fitDawidSkene(ratings).confusions[3]).toBe(1);
		const smooth = fitDawidSkene(ratings, { smoothing: 1, priorSmoothing: 1 });
		expect(smooth.confusions[3]).toBeLessThan(0.7);
	});
});

function classesOf(posteriors: Float64Array, size: number): number[] {
	return Array.from({ length: posteriors.length / size }, (_, item) => {
		const own = [...posteriors.subarray(item * size, (item + 1) * size)];
		return own.indexOf(Math.max(...own));
	});
}
