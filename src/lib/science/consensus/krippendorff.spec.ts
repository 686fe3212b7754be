import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { orderClasses } from './classOrder.ts';
import { METRICS } from './krippendorff.ts';
import { krippendorff } from './krippendorffInterval.ts';
import { countsByItem, toRatings, type Rating } from './ratings.ts';

/** One text per observer, one cell per unit, `.` where there is no vote. */
function votesOf(observers: readonly string[]): Rating[] {
	return observers.flatMap((cells, person) =>
		cells
			.split(' ')
			.map((label, item) => ({ item: String(item), person: String(person), label }))
			.filter(({ label }) => label !== '.')
	);
}

function alphas(votes: readonly Rating[], resamples = 0) {
	const { classes, basis, values } = orderClasses(votes.map(({ label }) => label));
	return krippendorff(
		countsByItem(toRatings(votes, classes)),
		{ size: classes.length, ordered: basis !== 'none', values },
		{ seed: 1, resamples }
	);
}

describe('the published examples', () => {
	test.each([
		[
			'4 observers, 12 units',
			[
				'1 2 3 3 2 1 4 1 2 . . .',
				'1 2 3 3 2 2 4 1 2 5 . 3',
				'. 3 3 3 2 3 4 2 2 5 1 .',
				'1 2 3 3 2 4 4 1 2 5 1 .'
			],
			{ nominal: 0.7434, ordinal: 0.8154, interval: 0.8491, ratio: 0.7974 }
		],
		[
			'3 observers, 15 units',
			[
				'. . . . . 3 4 1 2 1 1 3 3 . 3',
				'1 . 2 1 3 3 4 3 . . . . . . .',
				'. . 2 1 3 4 4 . 2 1 1 3 3 . 4'
			],
			{ nominal: 0.6914, interval: 0.8108 }
		],
		['binary', ['0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'], { nominal: 0.0952 }],
		['names', ['a a b b d c c c e d d a', 'b a b b b c c c e d d d'], { nominal: 0.692 }]
	])('%s', (_, observers, expected) => {
		const found = alphas(votesOf(observers));
		for (const [metric, alpha] of Object.entries(expected))
			expect(found[metric as keyof typeof found].value).toBeCloseTo(alpha, 4);
	});
});

describe('α is undefined, with the reason,', () => {
	test('where nothing varies', () => {
		const { nominal } = alphas(votesOf(['1 1 1', '1 1 1']));
		expect(nominal).toEqual({
			value: null,
			reason: 'Undefined (no variation): every vote names the same class.'
		});
	});

	test('where nobody shares an item', () => {
		expect(alphas(votesOf(['a b . .', '. . a b'])).nominal).toMatchObject({
			value: null,
			reason: 'Undefined: no item has votes of two people.'
		});
		expect(alphas([]).nominal).toMatchObject({ value: null });
	});

	test('where names have no order and are no numbers', () => {
		const { ordinal, interval, ratio } = alphas(votesOf(['a b', 'b b']));
		for (const statistic of [ordinal, interval, ratio])
			expect(statistic).toMatchObject({ value: null });
		expect(alphas(votesOf(['-1 1', '1 1'])).ratio).toMatchObject({ value: null });
	});
});

describe('the bootstrap', () => {
	const random = new Random('units');
	const votes = Array.from({ length: 300 }, (_, item) => item).flatMap((item) =>
		[0, 1, 2].map((person) => ({
			item: String(item),
			person: String(person),
			label: String(random.uniform() < 0.75 ? item % 3 : random.integer(3))
		}))
	);

	test('the same seed gives the same interval, which holds α', () => {
		const found = alphas(votes, 400);
		expect(alphas(votes, 400)).toEqual(found);
		for (const metric of METRICS) {
			const alpha = found[metric];
			if (alpha.value === null || alpha.interval === null) expect.fail('undefined');
			expect(alpha.interval.low).toBeLessThan(alpha.value);
			expect(alpha.interval.high).toBeGreaterThan(alpha.value);
			expect(alpha.interval.high - alpha.interval.low).toBeLessThan(0.2);
		}
	});

	test('four times the items halve the interval', () => {
		const width = (items: number) => {
			const { nominal } = alphas(
				votes.filter(({ item }) => Number(item) < items),
				2000
			);
			if (nominal.value === null || nominal.interval === null) expect.fail('undefined');
			return nominal.interval.high - nominal.interval.low;
		};
		expect(width(75) / width(300)).toBeGreaterThan(1.6);
		expect(width(75) / width(300)).toBeLessThan(2.5);
	});

	test('there is no interval from resamples that hardly ever vary', () => {
		const { nominal } = alphas(votesOf(['a a a a a a a b', 'a a a a a a a a']), 200);
		expect(nominal.value).not.toBeNull();
		const one = alphas(votesOf(['a', 'b']), 200).nominal;
		expect(one).toMatchObject({ interval: null });
	});
});

test('α of nominal votes does not depend on the names or the order of people and items', () => {
	const random = new Random('names');
	for (let trial = 0; trial < 20; trial++) {
		const votes = Array.from({ length: 60 }, (_, k) => ({
			item: String(k % 20),
			person: String(Math.floor(k / 20)),
			label: ['a', 'b', 'c'][random.integer(3)]
		}));
		const renamed = votes
			.map((vote) => ({ ...vote, label: { a: 'z', b: 'k', c: 'm' }[vote.label] ?? '' }))
			.reverse();
		const { value } = alphas(votes).nominal;
		expect(alphas(renamed).nominal.value).toBeCloseTo(Number(value), 12);
		expect(value).toBeLessThanOrEqual(1);
	}
});
