import { expect, test } from 'vitest';
import type { SourceQuery } from '#schema/sourceQuery.ts';
import { querySentence } from './querySentence.ts';
import { sourceConditions } from './sourceConditions.ts';

const EVERYTHING: SourceQuery = {
	runs: 'latest',
	numbers: [],
	places: [],
	polygon: [],
	moc: '',
	tags: { any: [], all: [], none: [] },
	verdicts: [],
	votes: 'whatever',
	votedBy: [],
	votedAs: [],
	watch: 'whatever',
	watchlistId: null,
	counterpart: null,
	text: '',
	named: [],
	measurementId: null,
	newOnly: false,
	withoutSiblings: false,
	basis: 'all'
};
const NAMES = {
	runs: [{ id: 4, name: 'pilot' }],
	classes: [{ key: 'ese', label: 'ESE' }],
	watchlists: [{ id: 'w1', name: 'pulsars' }],
	catalogues: [{ id: 'c1', name: 'NVSS' }]
};
const said = (part: Partial<SourceQuery>) => querySentence({ ...EVERYTHING, ...part }, NAMES);
const place = (said: string, radiusDeg: number) => ({
	radiusDeg,
	said,
	frame: 'icrs' as const
});

test('a question without conditions names its runs', () => {
	expect(said({})).toBe('Sources of the latest run.');
	expect(said({ runs: 'all' })).toBe('Sources of all runs.');
	expect(said({ runs: [4, 9] })).toBe('Sources of runs pilot, run 9.');
});

test('ranges read as in a paper, with their unit', () => {
	expect(
		said({
			runs: [4],
			numbers: [
				{ field: 'etaPeak', min: 5, max: null },
				{ field: 'vPeak', min: 0.2, max: 2 },
				{ field: 'minFluxPeak', min: null, max: -0.5 }
			]
		})
	).toBe(
		'Sources of run pilot with η (peak) ≥ 5, 0.2 ≤ V (peak) ≤ 2 and smallest S (peak) ≤ −0.5 mJy/beam.'
	);
});

test('the nearest neighbour is said in arcminutes', () => {
	expect(said({ numbers: [{ field: 'nNeighbourDist', min: 0.05, max: null }] })).toMatch(/≥ 3 ′/);
});

test('circles are either of them, and said as they were asked', () => {
	expect(
		said({ places: [place('10:00 −30', 10 / 3600), place('M 31', 0.25)], newOnly: true })
	).toBe(
		'Sources of the latest run within 10″ of 10:00 −30 or within 15′ of M 31, new in their run.'
	);
});

test('ids are said by their names, and by themselves where the name is gone', () => {
	expect(said({ verdicts: ['ese', 'none', 'old'] })).toMatch(/with verdict ESE or none or old\./);
	expect(said({ watchlistId: 'w1' })).toMatch(/on watchlist pulsars/);
	expect(said({ watchlistId: 'w2' })).toMatch(/that is gone/);
	const near = { catalogueId: 'c1', radiusArcsec: 90, isThere: true };
	expect(said({ counterpart: near })).toMatch(/with something of catalogue NVSS within 1.5′/);
	expect(said({ counterpart: { ...near, isThere: false } })).toMatch(/with nothing of catalogue/);
});

test('votes are said with who gave them, or anybody', () => {
	expect(said({ votedBy: ['ana', 'ben'], votedAs: ['ese', 'unsure'] })).toMatch(
		/voted on by ana or ben, with their vote ESE or Unsure\./
	);
	expect(said({ votedAs: ['ese'] })).toMatch(/run with somebody’s vote ESE\./);
});

test('a long list of names is cut', () => {
	expect(said({ named: ['a', 'b', 'c', 'd', 'e'] })).toMatch(/named a, b, c and 2 more/);
});

test('every condition knows the parameters that ask it', () => {
	const query: SourceQuery = {
		...EVERYTHING,
		numbers: [{ field: 'maxSnr', min: 7, max: null }],
		places: [place('x', 1)],
		polygon: [
			{ ra: 0, dec: 0 },
			{ ra: 1, dec: 0 },
			{ ra: 0, dec: 1 }
		],
		moc: '3/1',
		tags: { any: ['a'], all: ['b'], none: ['c'] },
		verdicts: ['ese'],
		votes: 'mine',
		votedBy: ['ana'],
		votedAs: ['ese'],
		watch: 'watched',
		watchlistId: 'w1',
		counterpart: { catalogueId: 'c1', radiusArcsec: 10, isThere: true },
		text: 'flare',
		named: ['J1'],
		measurementId: 3,
		newOnly: true,
		withoutSiblings: true,
		basis: 'good'
	};
	const params = sourceConditions(query, NAMES).flatMap((condition) => condition.params);
	expect(params.sort()).toEqual(
		[
			...['at', 'basis', 'max_maxSnr', 'measurement', 'min_maxSnr', 'moc', 'named', 'new'],
			...['noSiblings', 'polygon', 'tagsAll', 'tagsAny', 'tagsNone', 'text', 'verdict'],
			...['votes', 'votedBy', 'votedAs', 'watch', 'watchlist', 'counterpart']
		].sort()
	);
});
