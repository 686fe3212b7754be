import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { drawnIn } from './drawnIn.ts';

const candidates = (count: number) => Array.from({ length: count }, (_, k) => ({ id: `c${k}` }));

describe('places drawn at random', () => {
	test('one of every ten, and nobody twice or never, whatever the length', () => {
		for (const count of [0, 1, 9, 10, 37, 200]) {
			const places = drawnIn(candidates(count), { seed: 'queue/ana', done: 0 });
			expect(new Set(places.map(({ entry }) => entry.id)).size).toBe(count);
			const draws = places.filter(({ drawn }) => drawn).length;
			expect(draws).toBeGreaterThanOrEqual(Math.floor(count / 10));
			expect(draws).toBeLessThanOrEqual(Math.ceil(count / 10));
		}
	});

	test('the same for the same person, another for another', () => {
		const of = (seed: string) =>
			drawnIn(candidates(50), { seed, done: 0 }).map(({ entry }) => entry.id);
		expect(of('queue/ana')).toEqual(of('queue/ana'));
		expect(of('queue/ana')).not.toEqual(of('queue/ben'));
	});

	test('whoever always takes the first meets a draw in each ten, until nothing is left', () => {
		const random = new Random(7);
		for (let person = 0; person < 20; person++) {
			const seed = `person ${random.bits()}`;
			let left = candidates(100);
			const drawn: boolean[] = [];
			while (left.length > 0) {
				const [first] = drawnIn(left, { seed, done: 100 - left.length });
				drawn.push(first.drawn);
				left = left.filter((candidate) => candidate !== first.entry);
			}
			for (let block = 0; block < 100; block += 10)
				expect(drawn.slice(block, block + 10).filter(Boolean)).toHaveLength(1);
		}
	});
});
