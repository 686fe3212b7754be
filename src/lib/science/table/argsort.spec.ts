import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { argsort } from './argsort.ts';

test.each([
	['a few', 50],
	['many', 20_000]
])('%s values come in their order, equal ones by place, NaN last both ways', (_, count) => {
	const random = new Random(`argsort ${count}`);
	const special = [NaN, 0, -0, Infinity, -Infinity, 5e-324, -5e-324, 1, -1];
	const values = Float64Array.from({ length: count }, () =>
		random.uniform() < 0.3 ? special[random.integer(special.length)] : random.normal() * 1e3
	);
	for (const order of ['asc', 'desc'] as const) {
		const sign = order === 'asc' ? 1 : -1;
		const places = [...values.keys()];
		const measured = places.filter((place) => !Number.isNaN(values[place]));
		const missing = places.filter((place) => Number.isNaN(values[place]));
		measured.sort((a, b) => {
			if (values[a] === values[b]) return a - b;
			return values[a] < values[b] ? -sign : sign;
		});
		expect([...argsort(values, order)]).toEqual([...measured, ...missing]);
	}
});

test('values that differ in their last digits only come in their order', () => {
	const random = new Random('argsort last digits');
	const values = Float64Array.from({ length: 5000 }, () => 1 + 1e-13 * random.integer(1000));
	const places = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
	expect([...argsort(values, 'desc')]).toEqual(places);
});

test('nothing is in order', () => {
	expect([...argsort(new Float64Array(), 'asc')]).toEqual([]);
});
