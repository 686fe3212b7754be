import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { bestAssignment } from './assignment.ts';

test('no permutation gains more, at any size up to 6', () => {
	const random = new Random('assignment');
	for (let trial = 0; trial < 60; trial++) {
		const size = 1 + random.integer(6);
		const gain = Array.from({ length: size * size }, () =>
			random.uniform() < 0.2 ? 0 : random.integer(20)
		);
		const sum = (to: ArrayLike<number>) =>
			Array.from(to).reduce((total, column, row) => total + gain[row * size + column], 0);
		const best = bestAssignment(gain);
		expect(new Set(best).size).toBe(size);
		expect(sum(best)).toBe(Math.max(...permutations(size).map(sum)));
	}
});

function permutations(size: number): number[][] {
	if (size === 0) return [[]];
	return permutations(size - 1).flatMap((shorter) =>
		Array.from({ length: size }, (_, place) => [
			...shorter.slice(0, place),
			size - 1,
			...shorter.slice(place)
		])
	);
}
