import { describe, expect, test } from 'vitest';
import { externalLinks } from './externalLinks.ts';

const links = (ra: number, dec: number) =>
	externalLinks({ ra, dec }).flatMap((group) => group.links);
const named = (name: string, ra: number, dec: number) => {
	const href = links(ra, dec).find((link) => link.name === name)?.href;
	return new URL(href ?? 'about:blank');
};

describe('links to other services', () => {
	test('are https, and each service stands there once', () => {
		const all = links(322.4387083, -4.4866389);
		expect(all.map(({ href }) => new URL(href).protocol)).toEqual(all.map(() => 'https:'));
		expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
	});

	test('name those the team asked for', () => {
		const names = links(1, 1).map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining(['SIMBAD', 'NED', 'TNS', 'Fink', 'DAS', 'ALeRCE', 'VizieR', 'ESASky'])
		);
	});

	test('carry the position in degrees, with a sign that survives the address', () => {
		expect(named('SIMBAD', 10.5, 0.25).searchParams.get('Coord')).toBe('10.500000 +0.250000');
		expect(named('SIMBAD', 10.5, 0.25).search).toContain('%2B0.250000');
		expect(named('VizieR', 10.5, -0.25).searchParams.get('-c')).toBe('10.500000 -0.250000');
		expect(named('NED', 322.4387083, -4.4866389).searchParams.get('coordinates')).toBe(
			'322.438708d -4.486639d'
		);
		expect(Object.fromEntries(named('TNS', 10.5, -0.25).searchParams)).toEqual({
			ra: '10.500000',
			decl: '-0.250000',
			radius: '10',
			coords_unit: 'arcsec'
		});
	});

	test('hold no space and no bare plus', () => {
		for (const { href } of links(0, 89.9)) expect(href).not.toMatch(/[ +]/);
	});
});
