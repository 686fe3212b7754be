import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { nextEpochName } from './nextEpochName.ts';

test('numbered epochs are counted on with as many digits', () => {
	expect(nextEpochName(['epoch01', 'epoch09'], '2021-03-04')).toBe('epoch10');
	expect(nextEpochName(['007', '008'], '2021-03-04')).toBe('009');
});

test('where the digits do not suffice the date goes behind', () => {
	expect(nextEpochName(['epoch99'], '2021-03-04')).toBe('epoch99-2021-03-04');
});

test('epochs named by dates are followed by the date', () => {
	expect(nextEpochName(['2020-11', '2021-01-a'], '2021-03-04')).toBe('2021-03-04');
	expect(nextEpochName([], '2021-03-04')).toBe('2021-03-04');
});

test('whatever the names, the next comes after all of them', () => {
	const random = new Random(4);
	const signs = 'epoch0129-_ZzäA';
	const word = () =>
		Array.from({ length: 1 + Math.floor(random.uniform() * 6) }, () =>
			signs.charAt(Math.floor(random.uniform() * signs.length))
		).join('');
	for (let k = 0; k < 500; k++) {
		const names = Array.from({ length: 4 }, word);
		for (let added = 0; added < 12; added++) {
			const next = nextEpochName(names, '2021-03-04');
			expect(names.every((name) => name < next)).toBe(true);
			names.push(next);
		}
	}
});
