import { expect, test } from 'vitest';
import { sourcesAsked, etaVHref, narrowed, readEtaVChoice } from '#schema/etaVAddress.ts';

const read = (text: string) => readEtaVChoice(new URLSearchParams(text));

test('an empty address is the latest run with cuts at 3 σ, as the reference’s page', () => {
	expect(read('').problems).toEqual([]);
	expect(read('').choice).toEqual({
		flux: 'peak',
		bands: 'judged',
		etaSigma: 3,
		vSigma: 3,
		colour: null,
		compareRunId: null,
		sourceId: null
	});
	expect(sourcesAsked(new URLSearchParams('flux=int&page=2')).toString()).toBe('run=latest');
});

test('what is chosen is read back from the address', () => {
	const { choice } = read('flux=int&bands=all&etaSigma=2.5&colour=nMeas&compare=4&source=17');
	const href = etaVHref('run=3&min_nMeas=5', choice);
	expect(readEtaVChoice(new URL(href, 'http://x').searchParams)).toEqual({ choice, problems: [] });
	expect(sourcesAsked(new URL(href, 'http://x').searchParams).toString()).toBe('run=3&min_nMeas=5');
	expect(etaVHref('run=latest', read('').choice)).toBe('/eta-v');
});

test.each([
	['flux=both', 'flux'],
	['bands=one', 'bands'],
	['etaSigma=-1', 'etaSigma'],
	['etaSigma=1e9', 'etaSigma'],
	['vSigma=%7B%22%24gt%22%3A0%7D', 'vSigma'],
	['vSigma=NaN', 'vSigma'],
	['colour=__proto__', 'colour'],
	['compare=1;drop', 'compare'],
	['source=1.5', 'source']
])('%s is named with its reason, and as if it were not there', (address, field) => {
	const { choice, problems } = read(address);
	expect(problems.map((problem) => problem.field)).toEqual([field]);
	expect(choice).toEqual(read('').choice);
});

test('of two bounds the narrower holds', () => {
	const address = narrowed('min_etaPeak=3&max_vPeak=1', [
		{ field: 'etaPeak', min: 2, max: 9 },
		{ field: 'vPeak', max: 0.5 }
	]);
	expect(address.toString()).toBe('min_etaPeak=3&max_vPeak=0.5&max_etaPeak=9');
});
