import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { sourceClusters } from './clusters.ts';
import { neighbourFinder } from './neighbours.ts';

function onALine(...x: number[]) {
	return { x, y: x.map(() => 0) };
}

describe('clusters', () => {
	test('sources nearer than the limit make a cluster, at the limit not', () => {
		expect(sourceClusters(onALine(0, 9.999, 30, 40), 10)).toEqual([[0, 1]]);
	});

	test('a limit of 0 turns clustering off', () => {
		expect(sourceClusters(onALine(0, 0, 0), 0)).toEqual([]);
	});

	test('nobody and a single source have no cluster', () => {
		expect(sourceClusters(onALine(), 10)).toEqual([]);
		expect(sourceClusters(onALine(5), 10)).toEqual([]);
	});

	test('a neighbour of the source that began a cluster brings its own neighbours', () => {
		expect(sourceClusters(onALine(6, 12, 0), 10)).toEqual([[0, 1, 2]]);
	});

	test('a neighbour of a mere member begins its own: the member is then in both', () => {
		expect(sourceClusters(onALine(0, 6, 12), 10)).toEqual([
			[0, 1, 2],
			[1, 2]
		]);
	});

	test('of two beginners the nearer one is joined', () => {
		// Sources 0 and 1 begin with 2 each; then 2 brings all three to the one it is nearer to.
		expect(sourceClusters(onALine(0, 16, 9), 10)).toEqual([
			[0, 2],
			[0, 1, 2]
		]);
		expect(sourceClusters(onALine(0, 16, 7), 10)).toEqual([
			[0, 1, 2],
			[1, 2]
		]);
	});

	test('only the ten nearest count as neighbours', () => {
		const line = Array.from({ length: 15 }, (_, k) => k / 10);
		expect(sourceClusters(onALine(...line), 10)[0]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});
});

describe('neighbours', () => {
	test.each([1, 2, 3, 4, 5, 6])('are those a look at every position finds (seed %i)', (seed) => {
		const random = new Random(seed);
		const n = 10 + random.integer(300);
		// On a lattice there are many equal distances and equal positions.
		const place = () => (seed % 2 ? random.between(0, 100) : random.integer(20) * 5);
		const positions = { x: Array.from({ length: n }, place), y: Array.from({ length: n }, place) };
		const limit = random.logBetween(0.5, 150);
		const most = 1 + random.integer(12);
		const find = neighbourFinder(positions, limit, most);
		for (let i = 0; i < n; i++) expect(find(i)).toEqual(nearest(positions, i, { limit, most }));
	});

	test('thousands at one place are found out quickly', () => {
		const positions = { x: new Float64Array(2000), y: new Float64Array(2000) };
		expect(sourceClusters(positions, 10)).toHaveLength(1);
	});
});

function nearest(
	{ x, y }: { x: number[]; y: number[] },
	i: number,
	{ limit, most }: { limit: number; most: number }
): number[] {
	const distance2 = (k: number) => (x[k] - x[i]) ** 2 + (y[k] - y[i]) ** 2;
	return x
		.map((_, k) => k)
		.filter((k) => distance2(k) < limit * limit)
		.sort((a, b) => distance2(a) - distance2(b) || a - b)
		.slice(0, most);
}
