import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

const OPTIONS = { steps: [0.5, 0.5], mostEvaluations: 400, tolerance: 1e-12 };

test('the simplex finds the bottom of Rosenbrock’s valley', () => {
	const { x } = minimise(([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2, [-1.2, 1], OPTIONS);
	expect(x[0]).toBeCloseTo(1, 4);
	expect(x[1]).toBeCloseTo(1, 4);
});

test('it stays where the function is defined', () => {
	const { x } = minimise(([a, b]) => (a < 0 ? Infinity : a + b * b), [1, 1], OPTIONS);
	expect(x[0]).toBeGreaterThanOrEqual(0);
	expect(x[0]).toBeLessThan(0.01);
});

test('it never answers with more than the start was worth', () => {
	const f = ([a, b]: readonly number[]) => Math.sin(5 * a) + Math.cos(7 * b) + 0.1 * a * a;
	const start = [0.3, -0.4];
	const { value } = minimise(f, start, { ...OPTIONS, mostEvaluations: 5 });
	expect(value).toBeLessThanOrEqual(f(start));
});
