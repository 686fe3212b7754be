import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { pairSources, type PairedSources, type RunSources } from './pairSources.ts';

const ARCSEC = 1 / 3600;

function run(...sources: [ra: number, dec: number, objectId?: string][]): RunSources {
	return {
		ra: Float64Array.from(sources, ([ra]) => ra),
		dec: Float64Array.from(sources, ([, dec]) => dec),
		objectId: sources.map(([, , objectId]) => objectId ?? null)
	};
}

const pairsOf = ({ rowA, rowB }: PairedSources) => [...rowA].map((row, i) => [row, rowB[i]]);

test('an object’s sources are one wherever they lie; others are where they lie within the radius', () => {
	const a = run([150, -30, 'x'], [151, -30], [152, -30]);
	const b = run([152, -30 + 2 * ARCSEC], [150.1, -30, 'x'], [151, -30 + 20 * ARCSEC]);
	const paired = pairSources(a, b, 10 * ARCSEC);
	expect(pairsOf(paired)).toEqual([
		[0, 1],
		[2, 0]
	]);
	expect(paired.nByObject).toBe(1);
	expect([...paired.onlyA]).toEqual([1]);
	expect([...paired.onlyB]).toEqual([2]);
});

test('a source goes to its nearest only where it is that one’s nearest too', () => {
	const a = run([150, 0], [150, 3 * ARCSEC]);
	const b = run([150, 4 * ARCSEC]);
	expect(pairsOf(pairSources(a, b, 10 * ARCSEC))).toEqual([[1, 0]]);
});

test('across 0 h and at the pole it is the sky that counts', () => {
	const a = run([359.9999, 0], [10, 89.9999]);
	const b = run([0.0001, 0], [190, 89.9999]);
	expect(pairSources(a, b, 1 * ARCSEC).rowA).toHaveLength(2);
});

test('without sources there are no pairs', () => {
	const paired = pairSources(run(), run([1, 1]), ARCSEC);
	expect(pairsOf(paired)).toEqual([]);
	expect([...paired.onlyB]).toEqual([0]);
});

describe('of sources strewn at random', () => {
	test.each([1, 2, 3, 4, 5])(
		'every row is in one place, whichever run comes first (%s)',
		(seed) => {
			const random = new Random(`pairs ${seed}`);
			const strewn = (n: number) =>
				run(
					...Array.from({ length: n }, (): [number, number, string?] => {
						const at = [random.uniform() * 0.02, random.uniform() * 0.02] as const;
						const object = Math.floor(random.uniform() * 60);
						return object < 20 ? [...at, `o${object}`] : [...at];
					})
				);
			const [a, b] = [strewn(80), strewn(70)];
			const there = pairSources(a, b, 8 * ARCSEC);
			const back = pairSources(b, a, 8 * ARCSEC);
			const rows = [...there.rowA, ...there.onlyA].sort((x, y) => x - y);
			expect(rows).toEqual(Array.from({ length: 80 }, (_, row) => row));
			const others = [...there.rowB, ...there.onlyB].sort((x, y) => x - y);
			expect(others).toEqual(Array.from({ length: 70 }, (_, row) => row));
			const turned = pairsOf(back).map(([x, y]) => `${y} ${x}`);
			expect(turned.sort()).toEqual(
				pairsOf(there)
					.map(([x, y]) => `${x} ${y}`)
					.sort()
			);
		}
	);
});
