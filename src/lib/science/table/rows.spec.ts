import { describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { isKept } from '../variability/sourceFilter.ts';
import { circlesOf, rowsInCircles, separationWithin } from './circles.ts';
import { allRows, rowOfKey, rowsInBoth, rowsInRange, rowsOfKeys, rowsWithout } from './rows.ts';

const random = new Random('rows');

const UNASKED = {
	...{ etaInt: 0, vInt: 0, bands: [] },
	...{ vsAbsSignificantMaxPeak: 0, mAbsSignificantMaxPeak: 0 },
	...{ vsAbsSignificantMaxInt: 0, mAbsSignificantMaxInt: 0 }
};

/** Ascending rows, each of `count` with this probability. */
function someRows(count: number, probability: number): Uint32Array {
	return allRows(count).filter(() => random.uniform() < probability);
}

test('a scan keeps what filtering source by source keeps: 100 random filters over 2000 sources', () => {
	const sources = Array.from({ length: 2000 }, () => ({
		...UNASKED,
		etaPeak: random.uniform() < 0.1 ? NaN : random.uniform() * 100,
		vPeak: random.uniform(),
		wavgRa: random.uniform() * 360,
		wavgDec: Math.asin(2 * random.uniform() - 1) * (180 / Math.PI),
		isNew: random.uniform() < 0.2
	}));
	const column = (of: (source: (typeof sources)[number]) => number) =>
		Float64Array.from(sources, of);
	const [eta, v] = [column((source) => source.etaPeak), column((source) => source.vPeak)];
	const [ra, dec] = [column((source) => source.wavgRa), column((source) => source.wavgDec)];
	const isNew = Uint8Array.from(sources, (source) => Number(source.isNew));
	for (let i = 0; i < 100; i++) {
		const least = random.uniform() * 100;
		const most = random.uniform();
		const cone =
			random.uniform() < 0.5
				? null
				: {
						ra: random.uniform() * 360,
						dec: random.uniform() * 180 - 90,
						radiusDeg: random.uniform() * 60
					};
		const newOnly = random.uniform() < 0.3;
		let rows = rowsInRange(allRows(2000), eta, { min: least, max: null });
		rows = rowsInRange(rows, v, { min: null, max: most });
		if (newOnly) rows = rowsInRange(rows, isNew, { min: 1, max: 1 });
		if (cone) rows = rowsInCircles(rows, ra, dec, circlesOf([cone]));
		const conditions = [
			{ field: 'etaPeak' as const, is: 'atLeast' as const, value: least },
			{ field: 'vPeak' as const, is: 'atMost' as const, value: most }
		];
		const expected = [...sources.keys()].filter((row) =>
			isKept(sources[row], { conditions, cone, newOnly })
		);
		expect([...rows]).toEqual(expected);
	}
});

test('NaN is in no range, not even in one without ends', () => {
	const column = Float64Array.of(NaN, 1, -Infinity, Infinity);
	expect([...rowsInRange(allRows(4), column, { min: null, max: null })]).toEqual([1, 2, 3]);
	expect([...rowsInRange(allRows(4), column, { min: 1, max: 1 })]).toEqual([1]);
});

test('rows of both, and rows without the others, are those of the sets', () => {
	for (let i = 0; i < 50; i++) {
		const [a, b] = [someRows(200, random.uniform()), someRows(200, random.uniform())];
		const others = new Set(b);
		expect([...rowsInBoth(a, b)]).toEqual([...a].filter((row) => others.has(row)));
		expect([...rowsWithout(a, b)]).toEqual([...a].filter((row) => !others.has(row)));
	}
});

test('a key is found in its row; one that is not there is in none', () => {
	const ids = Float64Array.of(3, 5, 8, 2 ** 40);
	expect([...rowsOfKeys([8, 3, 3, 4, 9e15, NaN], ids)]).toEqual([0, 2]);
	expect(rowOfKey(2 ** 40, ids)).toBe(3);
	expect(rowOfKey(1, new Float64Array())).toBe(-1);
});

describe('many circles', () => {
	test('keep what any of them keeps, across RA 0 and at the poles; the nearest one counts', () => {
		const places = Array.from({ length: 60 }, () => ({
			ra: random.uniform() < 0.5 ? random.uniform() * 360 : (359 + random.uniform() * 2) % 360,
			dec: random.uniform() < 0.3 ? 89 + random.uniform() : random.uniform() * 180 - 90,
			radiusDeg: random.uniform() * 5
		}));
		const ra = Float64Array.from({ length: 3000 }, () => random.uniform() * 360);
		const dec = Float64Array.from({ length: 3000 }, () => random.uniform() * 180 - 90);
		const alone = places.map((place) => circlesOf([place]));
		const expected = [...allRows(3000)].filter((row) =>
			alone.some((circle) => !Number.isNaN(separationWithin(circle, ra[row], dec[row])))
		);
		const all = circlesOf(places);
		expect([...rowsInCircles(allRows(3000), ra, dec, all)]).toEqual(expected);
		for (const row of expected) {
			const each = alone.map((circle) => separationWithin(circle, ra[row], dec[row]));
			const nearest = Math.min(...each.filter((separation) => !Number.isNaN(separation)));
			expect(separationWithin(all, ra[row], dec[row])).toBe(nearest);
		}
	});
});
