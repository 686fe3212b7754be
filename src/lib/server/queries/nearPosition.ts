import type { NearPage } from '#schema/cataloguePage.ts';
import {
	crossmatchRadiusSchema,
	DEFAULT_CROSSMATCH_ARCSEC,
	MOST_CROSSMATCHES
} from '#schema/crossmatch.ts';
import type { User } from '#schema/user.ts';
import { FRAMES, readCoordinates } from '#science/sky/readCoordinates.ts';
import { findByName } from './catalogueNames.ts';
import { crossmatches } from './crossmatches.ts';
import { signedIn } from './signedIn.ts';

type Place = { ra: number; dec: number; understood: string };

/** What the local catalogues have near a position, or near what goes by a name: as a page's address asks. */
export async function nearPage(user: User | null, address: URLSearchParams): Promise<NearPage> {
	signedIn(user);
	const said = {
		at: (address.get('at') ?? '').slice(0, 200),
		frame: address.get('frame') ?? 'icrs',
		radius: address.get('radius') ?? ''
	};
	const radius = crossmatchRadiusSchema.safeParse(said.radius || DEFAULT_CROSSMATCH_ARCSEC);
	const radiusArcsec = radius.success ? radius.data : DEFAULT_CROSSMATCH_ARCSEC;
	const nothing = {
		said,
		radiusArcsec,
		understood: null,
		ra: null,
		dec: null,
		rows: [],
		capped: false
	};
	if (said.at.trim() === '') return { ...nothing, problem: null };
	if (!radius.success)
		return { ...nothing, problem: { field: 'radius', reason: radius.error.issues[0].message } };
	const place = await placeOf(said);
	if ('reason' in place) return { ...nothing, problem: { field: 'at', reason: place.reason } };
	const rows = await crossmatches(user, place, radiusArcsec);
	const capped = rows.length === MOST_CROSSMATCHES;
	return { said, radiusArcsec, ...place, rows, capped, problem: null };
}

/** What a catalogue has under a name points better than the digits of the name. */
async function placeOf(said: NearPage['said']): Promise<Place | { reason: string }> {
	const frame = FRAMES.find((known) => known === said.frame) ?? 'icrs';
	const read = readCoordinates(said.at, frame);
	if (!('reason' in read) && read.name === null) return read;
	const found = await findByName(said.at);
	if (!found) return read;
	return { ra: found.ra, dec: found.dec, understood: `${found.name} of ${found.catalogue}` };
}
