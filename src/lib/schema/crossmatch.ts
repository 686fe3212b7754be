import { z } from 'zod';

export const DEFAULT_CROSSMATCH_ARCSEC = 60;
export const WIDEST_CROSSMATCH_ARCSEC = 3600;
/** The nearest are shown. */
export const MOST_CROSSMATCHES = 200;

const number = (what: string) =>
	z.preprocess((given) => (given === '' ? undefined : given), z.coerce.number(what));

export const crossmatchRadiusSchema = number('Give a radius in arcsec.').pipe(
	z
		.number()
		.positive('A radius is above 0 arcsec.')
		.max(WIDEST_CROSSMATCH_ARCSEC, `A radius is at most ${WIDEST_CROSSMATCH_ARCSEC} arcsec (1°).`)
);

/** Where to look: degrees ICRS, and when: MJD. */
export const crossmatchSchema = z.object({
	ra: number('Give ra in degrees.').pipe(
		z.number().min(0, 'ra is from 0 to 360 degrees.').lt(360, 'ra is from 0 to 360 degrees.')
	),
	dec: number('Give dec in degrees.').pipe(
		z.number().min(-90, 'dec is from −90 to 90 degrees.').max(90, 'dec is from −90 to 90 degrees.')
	),
	radius: crossmatchRadiusSchema.default(DEFAULT_CROSSMATCH_ARCSEC),
	epoch: number('Give epoch as an MJD.')
		.pipe(z.number().min(0, 'epoch is an MJD.').max(200_000, 'epoch is an MJD.'))
		.nullable()
		.default(null)
});

/** Something known near a position: a row of a local catalogue, or what an outside service answered. */
export interface CrossmatchRow {
	id: string;
	/** 'local', or the name of the service. */
	origin: string;
	/** When a service was asked; null for local catalogues. */
	fetchedAt: Date | null;
	/** null for a service. */
	catalogueId: string | null;
	catalogue: string;
	name: string;
	type: string;
	separationArcsec: number;
	/** From the position asked for to this, degrees from north through east. */
	positionAngleDeg: number;
	/** Degrees ICRS, at epochMjd where there is one. */
	ra: number;
	dec: number;
	raHms: string;
	decDms: string;
	/** The time that its proper motion was followed to; null: it stands where the catalogue has it. */
	epochMjd: number | null;
	/** Every other column that has a value. */
	extra: { name: string; unit: string; value: string }[];
}
