import { describe, expect, test } from 'vitest';
import { Random } from '#science/stats/random.ts';
import { sourceFieldSchema } from './sourceFilter.ts';
import { readSourceOrder } from './sourceOrder.ts';
import { VOTES_ASKED, WATCH_ASKED, type SourceQuery } from './sourceQuery.ts';
import { isAsked, readSourceQuery, sourceQueryAddress } from './sourceQueryAddress.ts';

const read = (address: string) => readSourceQuery(new URLSearchParams(address));

test('an address reads back as the question it was made of: 300 random questions', () => {
	const random = new Random('address');
	const maybe = <T>(value: T, otherwise: T) => (random.uniform() < 0.4 ? value : otherwise);
	const number = () => Number((random.normal() * 10 ** (random.integer(8) - 4)).toPrecision(8));
	for (let i = 0; i < 300; i++) {
		const radiusDeg = Number((random.uniform() * 10 ** -random.integer(5)).toPrecision(5));
		const query: SourceQuery = {
			runs: (['latest', 'all', [3, 1]] as const)[random.integer(3)] as SourceQuery['runs'],
			numbers: sourceFieldSchema.options
				.filter(() => random.uniform() < 0.2)
				.map((field) => {
					const [a, b] = [number(), number()];
					return { field, min: Math.min(a, b), max: maybe<number | null>(Math.max(a, b), null) };
				}),
			places: maybe(
				[
					{ said: '10:00:00.5 −30:00:00', frame: 'fk5', radiusDeg },
					{ said: 'PSR J0437-4715 & friends', frame: 'fk5', radiusDeg }
				],
				[]
			),
			polygon: maybe(
				[
					{ ra: 0, dec: 1 },
					{ ra: 359.5, dec: -2.25 },
					{ ra: 3, dec: 4 }
				],
				[]
			),
			moc: maybe('3/1-5 4/77', ''),
			tags: { any: maybe(['a b', 'c'], []), all: maybe(['d'], []), none: maybe(['e/f'], []) },
			verdicts: maybe(['ese', 'none'], []),
			votes: VOTES_ASKED[random.integer(VOTES_ASKED.length)],
			votedBy: maybe(['ana', 'b.en'], []),
			votedAs: maybe(['ese', 'unsure'], []),
			watch: WATCH_ASKED[random.integer(WATCH_ASKED.length)],
			watchlistId: maybe<string | null>('abc', null),
			counterpart: maybe<SourceQuery['counterpart']>(
				{
					catalogueId: 'k2',
					radiusArcsec: 1 + random.integer(20),
					isThere: random.uniform() < 0.5
				},
				null
			),
			text: maybe('what they said', ''),
			named: maybe(['J0959', '17'], []),
			measurementId: maybe<number | null>(12, null),
			newOnly: maybe(true, false),
			withoutSiblings: maybe(true, false),
			basis: maybe('good', 'all')
		};
		const address = sourceQueryAddress(query);
		const again = readSourceQuery(address);
		expect(again.problems, address.toString()).toEqual([]);
		expect(again.query, address.toString()).toEqual(query);
	}
});

test('what goes without saying is left out; an empty address asks nothing', () => {
	const { query, problems } = read('');
	expect(problems).toEqual([]);
	expect(sourceQueryAddress(query).toString()).toBe('run=latest');
	expect(isAsked(new URLSearchParams(''))).toBe(false);
	expect(isAsked(new URLSearchParams('radius=5&sort=name&min_etaPeak='))).toBe(false);
	expect(isAsked(new URLSearchParams('min_etaPeak=5'))).toBe(true);
});

describe('units', () => {
	test('a radius is in arcsec until another unit is said; without one it is 10″', () => {
		const radius = (address: string) => read(`at=1+1&${address}`).query.places[0].radiusDeg;
		expect(radius('radius=36')).toBe(0.01);
		expect(radius('radius=30&radiusUnit=arcmin')).toBe(0.5);
		expect(radius('radius=2&radiusUnit=deg')).toBe(2);
		expect(radius('')).toBe(10 / 3600);
	});

	test('the nearest source is so many arcmin away until another unit is said', () => {
		const least = (address: string) => read(`min_nNeighbourDist=${address}`).query.numbers[0].min;
		expect(least('6')).toBe(0.1);
		expect(least('36&neighbourUnit=arcsec')).toBe(0.01);
		expect(least('0.5&neighbourUnit=deg')).toBe(0.5);
	});
});

describe('what cannot be read is told with its field, and stays in the form', () => {
	test('a minus sign of print is a minus', () => {
		expect(read('min_vPeak=−0.5').query.numbers).toEqual([
			{ field: 'vPeak', min: -0.5, max: null }
		]);
	});

	test('a number that is none', () => {
		const { query, problems, said } = read('min_vPeak=big&max_vPeak=3');
		expect(problems).toMatchObject([{ field: 'min_vPeak' }]);
		expect(query.numbers).toEqual([{ field: 'vPeak', min: null, max: 3 }]);
		expect(said.ranges.vPeak).toEqual({ min: 'big', max: '3' });
	});

	test.each([
		['run=-1', 'run'],
		[`run=${Array.from({ length: 300 }, (_, i) => i + 1).join(',')}`, 'run'],
		['at=1+1&frame=fk4', 'frame'],
		['at=1+1&radius=0', 'radius'],
		['at=1+1&radius=181&radiusUnit=deg', 'radius'],
		[`at=${'1+1%0A'.repeat(501)}`, 'at'],
		['polygon=1+2+3', 'polygon'],
		['polygon=1+2+3+4+500+6', 'polygon'],
		['basis=best', 'basis'],
		[
			`named=${'x,'.repeat(0)}${Array.from({ length: 1001 }, (_, i) => `J${i}`).join(',')}`,
			'named'
		],
		['measurement=1.5', 'measurement']
	])('%.40s', (address, field) => {
		expect(read(address).problems.map((problem) => problem.field)).toContain(field);
	});
});

test('an order is by name, or by separation where positions are asked for', () => {
	const order = (address: string) => readSourceOrder(new URLSearchParams(address));
	expect(order('')).toEqual({ sort: 'name', order: 'asc', page: 1, size: 50 });
	expect(order('at=1+1').sort).toBe('separation');
	expect(order('sort=vPeak&order=desc&page=3&size=250')).toEqual({
		...{ sort: 'vPeak', order: 'desc', page: 3, size: 250 }
	});
	expect(order('sort=$where&page=-1&size=7')).toEqual(order(''));
});
