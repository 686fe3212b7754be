import { expect, test } from 'vitest';
import { invertPositive } from './invert.ts';
import { Random } from './random.ts';

test('a matrix times its inverse is the identity', () => {
	const random = new Random('invert');
	const rows = Array.from({ length: 5 }, () => Array.from({ length: 9 }, () => random.normal()));
	const matrix = rows.map((a) => rows.map((b) => a.reduce((sum, x, k) => sum + x * b[k], 0)));
	const inverse = invertPositive(matrix) ?? [];
	matrix.forEach((row, i) =>
		matrix.forEach((_, j) => {
			const product = row.reduce((sum, x, k) => sum + x * inverse[k][j], 0);
			expect(product).toBeCloseTo(i === j ? 1 : 0, 9);
		})
	);
});

test('a matrix that is not positive definite has none', () => {
	expect(
		invertPositive([
			[1, 2],
			[2, 1]
		])
	).toBeNull();
	expect(invertPositive([[0]])).toBeNull();
	expect(invertPositive([[NaN]])).toBeNull();
});
