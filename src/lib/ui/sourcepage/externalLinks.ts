/** A page of another service about this position. */
export interface ExternalLink {
	name: string;
	href: string;
	about: string;
}

interface Here {
	/** Degrees, ICRS. */
	ra: number;
	dec: number;
}

/** Radius of the searches, as the reference asks them: extended catalogues wide, transients at the position. */
const WIDE_ARCMIN = 2;
const NARROW_ARCSEC = 10;

/** Where else this position is known. Plain addresses: nothing is asked of anybody until one is followed. */
export function externalLinks({ ra, dec }: Here): { title: string; links: ExternalLink[] }[] {
	const at = { ra: ra.toFixed(6), dec: dec.toFixed(6) };
	const pair = `${at.ra} ${dec < 0 ? '' : '+'}${at.dec}`;
	return [
		{ title: 'Catalogues', links: [...objects(at, pair), ...tables(at, pair)] },
		{ title: 'Transients', links: transients(at) },
		{ title: 'Images', links: images(at, pair) }
	];
}

interface Degrees {
	ra: string;
	dec: string;
}

function objects({ ra, dec }: Degrees, pair: string): ExternalLink[] {
	return [
		{
			name: 'SIMBAD',
			about: `within ${WIDE_ARCMIN}′`,
			href: address('https://simbad.cds.unistra.fr/simbad/sim-coo', {
				Coord: pair,
				CooFrame: 'ICRS',
				Radius: WIDE_ARCMIN,
				'Radius.unit': 'arcmin'
			})
		},
		{
			name: 'NED',
			about: `within ${WIDE_ARCMIN}′`,
			href: address('https://ned.ipac.caltech.edu/conesearch', {
				search_type: 'Near Position Search',
				coordinates: `${ra}d ${dec}d`,
				radius: WIDE_ARCMIN,
				in_csys: 'Equatorial',
				in_equinox: 'J2000'
			})
		}
	];
}

function tables({ ra, dec }: Degrees, pair: string): ExternalLink[] {
	return [
		{
			name: 'VizieR',
			about: `every table, within ${NARROW_ARCSEC}″`,
			href: address('https://vizier.cds.unistra.fr/viz-bin/VizieR-4', {
				'-c': pair,
				'-c.rs': NARROW_ARCSEC,
				'-out.add': '_r',
				'-sort': '_r'
			})
		},
		{
			name: 'DAS',
			about: `Data Central, within ${NARROW_ARCSEC}″`,
			href: address('https://das.datacentral.org.au/das', {
				RA: ra,
				DEC: dec,
				FOV: '2.0',
				ERR: NARROW_ARCSEC
			})
		}
	];
}

function transients({ ra, dec }: Degrees): ExternalLink[] {
	const about = `within ${NARROW_ARCSEC}″`;
	return [
		{
			name: 'TNS',
			about,
			href: address('https://www.wis-tns.org/search', {
				ra,
				decl: dec,
				radius: NARROW_ARCSEC,
				coords_unit: 'arcsec'
			})
		},
		{
			name: 'Fink',
			about: `ZTF alerts, ${about}`,
			href: address('https://fink-portal.org/', {
				action: 'conesearch',
				ra,
				dec,
				radius: NARROW_ARCSEC
			})
		},
		{
			name: 'ALeRCE',
			about: `ZTF alerts, ${about}`,
			href: address('https://alerce.online/', { ra, dec, radius: NARROW_ARCSEC, page: 1 })
		}
	];
}

function images({ ra, dec }: Degrees, pair: string): ExternalLink[] {
	return [
		{
			name: 'ESASky',
			about: 'every wavelength',
			href: address('https://sky.esa.int/esasky/', {
				target: pair,
				fov: '0.1',
				cooframe: 'J2000',
				sci: 'true'
			})
		},
		{
			name: 'Aladin Lite',
			about: 'sky surveys',
			href: address('https://aladin.cds.unistra.fr/AladinLite/', { target: pair, fov: '0.1' })
		},
		{
			name: 'Legacy Survey',
			about: 'optical',
			href: address('https://www.legacysurvey.org/viewer', {
				ra,
				dec,
				layer: 'ls-dr10',
				zoom: 15,
				mark: `${ra},${dec}`
			})
		}
	];
}

function address(base: string, parameters: Record<string, string | number>): string {
	const said = Object.entries(parameters).map(([name, value]) => [name, String(value)]);
	// Some of these services take `+` for itself, not for a space.
	return `${base}?${new URLSearchParams(said).toString().replaceAll('+', '%20')}`;
}
