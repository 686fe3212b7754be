import { expect, test } from 'vitest';
import { readSourceQuery } from '#schema/sourceQueryAddress.ts';
import { draftInQuery } from '#schema/watchRuleDraft.ts';
import { watchRuleOf } from './watchRuleOf.ts';

const NAMES = { runs: [], classes: [], watchlists: [], catalogues: [] };

function ruleOf(address: string, name = '') {
	const { query } = readSourceQuery(new URLSearchParams(address));
	const places = query.places.map((place, i) => ({
		...place,
		ra: 10 + i,
		dec: -3,
		understood: ''
	}));
	const { href, leftOut } = watchRuleOf({ query, places, name }, NAMES);
	return { draft: draftInQuery(new URLSearchParams(href.split('?')[1])), leftOut };
}

test('a rule says the ranges of a question, both ends of each, and newness', () => {
	const { draft, leftOut } = ruleOf('min_etaPeak=5&min_vPeak=0.1&max_vPeak=2&new=on');
	expect(draft.conditions).toEqual([
		{ field: 'etaPeak', is: 'atLeast', value: '5' },
		{ field: 'vPeak', is: 'atLeast', value: '0.1' },
		{ field: 'vPeak', is: 'atMost', value: '2' }
	]);
	expect(draft.newOnly).toBe(true);
	expect(leftOut).toEqual([]);
});

test('a rule that comes of a saved query has its name', () => {
	expect(ruleOf('new=on', 'Fresh & steep').draft.name).toBe('Fresh & steep');
	expect(ruleOf('new=on').draft.name).toBe('');
});

test('a rule has one circle: the others are named as left out', () => {
	const { draft, leftOut } = ruleOf('at=a%0Ab&radius=36&radiusUnit=arcsec');
	expect([draft.ra, draft.dec, draft.radius]).toEqual(['10', '-3', '0.01']);
	expect(leftOut).toEqual(['within 36″ of b']);
});

test('what a rule cannot say is named', () => {
	const { leftOut } = ruleOf('tagsAny=flare&votes=none&min_maxSnr=7&basis=good');
	expect(leftOut).toEqual(['tagged flare', 'nobody has voted on', 'bad images left out']);
});
