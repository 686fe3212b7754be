import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { fleissKappa, gwetAc1, gwetAc1OfPair, observedAgreement } from './chanceCorrected.ts';
import { cohenKappa, weightedKappa } from './cohen.ts';
import { pairTables } from './pairs.ts';
import { countsByItem, toRatings } from './ratings.ts';

/** The textbook table of Fleiss: 10 subjects, 14 raters, 5 categories. */
const FLEISS = [
	[0, 0, 0, 0, 14],
	[0, 2, 6, 4, 2],
	[0, 0, 3, 5, 6],
	[0, 3, 9, 2, 0],
	[2, 2, 8, 1, 1],
	[7, 7, 0, 0, 0],
	[3, 2, 6, 3, 0],
	[2, 5, 3, 2, 2],
	[6, 5, 2, 1, 0],
	[0, 2, 2, 3, 7]
].flat();

describe('Cohen’s κ', () => {
	test.each([
		[[20, 5, 10, 15], 0.4],
		[[45, 15, 25, 15], 0.1304],
		[[25, 35, 5, 35], 0.2593],
		[[118, 5, 2, 0], -0.0234]
	])('of %j is %f', (table, kappa) => {
		expect(cohenKappa(table).value).toBeCloseTo(kappa, 4);
	});

	test('comes with what it is made of and its standard error', () => {
		const kappa = cohenKappa([20, 5, 10, 15]);
		if (kappa.value === null) expect.fail(kappa.reason);
		expect(kappa.observed).toBeCloseTo(0.7, 12);
		expect(kappa.expected).toBeCloseTo(0.5, 12);
		expect(kappa.standardError).toBeCloseTo(0.127, 4);
	});

	test('is undefined, with the reason, where both know one class only or share no item', () => {
		expect(cohenKappa([7, 0, 0, 0])).toEqual({
			value: null,
			reason: 'Undefined (no variation): every vote names the same class.'
		});
		expect(cohenKappa([0, 0, 0, 0])).toMatchObject({ value: null });
		expect(weightedKappa([7, 0, 0, 0], 'linear')).toMatchObject({ value: null });
	});

	test('weighted: near misses cost less, and the weights of no order give κ itself', () => {
		const near = [10, 4, 0, 4, 10, 4, 0, 4, 10];
		const far = [10, 0, 4, 4, 10, 4, 4, 0, 10];
		const plain = weightedKappa(near, 'nominal').value;
		expect(plain).toBeCloseTo(Number(cohenKappa(near).value), 12);
		expect(weightedKappa(near, 'quadratic').value).toBeGreaterThan(Number(plain));
		expect(weightedKappa(near, 'linear').value).toBeGreaterThan(
			Number(weightedKappa(far, 'linear').value)
		);
		expect(weightedKappa([20, 5, 10, 15], 'quadratic').value).toBeCloseTo(0.4, 12);
	});
});

describe('Fleiss’ κ and Gwet’s AC1', () => {
	test('of the textbook table', () => {
		const kappa = fleissKappa(FLEISS, 5);
		if (kappa.value === null) expect.fail(kappa.reason);
		expect(kappa.value).toBeCloseTo(0.20993, 5);
		expect(kappa.observed).toBeCloseTo(0.37802, 5);
		expect(kappa.expected).toBeCloseTo(0.21276, 5);
		expect(observedAgreement(FLEISS, 5).value).toBeCloseTo(0.37802, 5);
		expect(gwetAc1(FLEISS, 5).value).toBeCloseTo(0.2256, 4);
	});

	test('AC1 stays high where κ collapses: 94.4 % agreement on one common class', () => {
		const ac1 = gwetAc1OfPair([118, 5, 2, 0]);
		if (ac1.value === null) expect.fail(ac1.reason);
		expect(ac1.value).toBeCloseTo(0.9408, 4);
		expect(ac1.observed).toBeCloseTo(0.944, 3);
	});

	test('are undefined for one class, and without two votes on anything', () => {
		expect(fleissKappa([3, 0, 2, 0], 2)).toMatchObject({ value: null });
		expect(gwetAc1([3, 2], 1)).toMatchObject({ value: null });
		for (const statistic of [fleissKappa, gwetAc1, observedAgreement])
			expect(statistic([1, 0, 0, 1], 2)).toEqual({
				value: null,
				reason: 'Undefined: no item has votes of two people.'
			});
	});

	test('votes missing here and there do not move them far', () => {
		const random = new Random('missing');
		const votes = Array.from({ length: 4000 }, (_, k) => {
			const truth = (Math.floor(k / 4) * 7) % 3;
			return {
				item: String(Math.floor(k / 4)),
				person: String(k % 4),
				label: String(random.uniform() < 0.7 ? truth : random.integer(3))
			};
		});
		const classes = ['0', '1', '2'];
		const whole = countsByItem(toRatings(votes, classes));
		const holed = countsByItem(
			toRatings(
				votes.filter(() => random.uniform() < 0.7),
				classes
			)
		);
		for (const statistic of [fleissKappa, gwetAc1])
			expect(
				Math.abs(Number(statistic(whole, 3).value) - Number(statistic(holed, 3).value))
			).toBeLessThan(0.03);
	});
});

describe('two people', () => {
	const votes = [
		['a', 'Ana', 'x'],
		['a', 'Bo', 'y'],
		['b', 'Bo', 'x'],
		['b', 'Ana', 'x'],
		['c', 'Cy', 'y'],
		['c', 'Ana', 'y']
	].map(([item, person, label]) => ({ item, person, label }));

	test('stand in one table per pair that shares an item, whoever voted first', () => {
		const tables = pairTables(toRatings(votes, ['x', 'y']));
		expect(tables.map(({ first, second, items }) => [first, second, items])).toEqual([
			[0, 1, 2],
			[0, 2, 1]
		]);
		expect([...tables[0].table]).toEqual([1, 1, 0, 0]);
		expect([...tables[1].table]).toEqual([0, 0, 0, 1]);
	});

	test('give the same κ and AC1 either way round, and 1 when they never differ', () => {
		const random = new Random('pairs');
		for (let trial = 0; trial < 50; trial++) {
			const table = Array.from({ length: 9 }, () => random.integer(8) + 1);
			const turned = table.map((_, cell) => table[(cell % 3) * 3 + Math.floor(cell / 3)]);
			expect(cohenKappa(table).value).toBeCloseTo(Number(cohenKappa(turned).value), 12);
			expect(gwetAc1OfPair(table).value).toBeCloseTo(Number(gwetAc1OfPair(turned).value), 12);
			expect(cohenKappa(table).value).toBeLessThan(1);
			const diagonal = table.map((count, cell) => (cell % 4 === 0 ? count : 0));
			expect(cohenKappa(diagonal).value).toBeCloseTo(1, 12);
			expect(gwetAc1OfPair(diagonal).value).toBeCloseTo(1, 12);
		}
	});
});
