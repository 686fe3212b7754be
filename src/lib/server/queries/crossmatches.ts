import type { Catalogue, CatalogueRow } from '#schema/catalogue.ts';
import {
	crossmatchSchema,
	crossmatchRadiusSchema,
	DEFAULT_CROSSMATCH_ARCSEC,
	MOST_CROSSMATCHES,
	type CrossmatchRow
} from '#schema/crossmatch.ts';
import type { User } from '#schema/user.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { positionAngleDeg } from '#science/sky/positionAngle.ts';
import { moved, yearsBetween } from '#science/sky/properMotion.ts';
import { separationDeg } from '#science/sky/separation.ts';
import { parse } from '../commands/parse.ts';
import { catalogueRowsNear } from '../store/catalogueRows.ts';
import { listCatalogues } from '../store/catalogues.ts';
import { store } from '../store/client.ts';
import { signedIn } from './signedIn.ts';

/** Where to look, degrees ICRS; with the time of what was seen there (MJD) proper motions are followed to it. */
export interface CrossmatchPosition {
	ra: number;
	dec: number;
	epochMjd?: number | null;
}

/**
 * What the local catalogues have within a radius of a position, the nearest first and at most MOST_CROSSMATCHES. Separations
 * are measured to where a thing was at the position's epoch, as far as its motion is known.
 * @throws Failure for a radius that is none
 */
export async function crossmatches(
	user: User | null,
	position: CrossmatchPosition,
	radiusArcsec: number = DEFAULT_CROSSMATCH_ARCSEC
): Promise<CrossmatchRow[]> {
	signedIn(user);
	const radius = parse(crossmatchRadiusSchema, radiusArcsec);
	const catalogues = await listCatalogues(store());
	const found = await Promise.all(
		catalogues.map((catalogue) => matchesIn(catalogue, position, radius))
	);
	return found
		.flat()
		.sort((a, b) => a.separationArcsec - b.separationArcsec || (a.id < b.id ? -1 : 1))
		.slice(0, MOST_CROSSMATCHES);
}

/** The same for a machine's address: ra, dec (degrees), radius (arcsec), epoch (MJD). */
export async function crossmatchesAsked(
	user: User | null,
	asked: Record<string, string>
): Promise<{ radiusArcsec: number; rows: CrossmatchRow[]; capped: boolean }> {
	const { ra, dec, radius, epoch } = parse(crossmatchSchema, asked);
	const rows = await crossmatches(user, { ra, dec, epochMjd: epoch }, radius);
	return { radiusArcsec: radius, rows, capped: rows.length === MOST_CROSSMATCHES };
}

async function matchesIn(
	catalogue: Catalogue,
	position: CrossmatchPosition,
	radiusArcsec: number
): Promise<CrossmatchRow[]> {
	const reach = farthestMovedArcsec(catalogue, position.epochMjd ?? null);
	const { ra, dec } = position;
	const rows = await catalogueRowsNear(store(), catalogue, {
		ra,
		dec,
		radiusArcsec: radiusArcsec + reach,
		// The nearest where they stand are not the nearest where they were: those that moved are beyond by up to twice their way.
		limit: reach > 0 ? MOST_CROSSMATCHES * 2 : MOST_CROSSMATCHES
	});
	return rows
		.map((row) => matchOf(row, catalogue, position))
		.filter((match) => match.separationArcsec <= radiusArcsec);
}

/** How far the fastest of a catalogue may be from where it stands. */
function farthestMovedArcsec({ motion }: Catalogue, epochMjd: number | null): number {
	if (!motion || epochMjd === null) return 0;
	const years = [motion.firstEpochMjd, motion.lastEpochMjd].map((from) =>
		Math.abs(yearsBetween(from, epochMjd))
	);
	return (motion.fastestMasPerYear / 1000) * Math.max(...years);
}

function matchOf(
	row: CatalogueRow,
	{ name: catalogue, columns }: Catalogue,
	from: CrossmatchPosition
): CrossmatchRow {
	const epochMjd = row.motion ? (from.epochMjd ?? null) : null;
	const { ra, dec } = epochMjd === null ? row : at(row, epochMjd);
	return {
		id: row.id,
		origin: 'local',
		fetchedAt: null,
		catalogueId: row.catalogueId,
		catalogue,
		name: row.name,
		type: row.type,
		separationArcsec: separationDeg(from.ra, from.dec, ra, dec) * ARCSEC_PER_DEG,
		positionAngleDeg: positionAngleDeg(from.ra, from.dec, ra, dec),
		ra,
		dec,
		raHms: formatRa(ra, 2),
		decDms: formatDec(dec, 1),
		epochMjd,
		extra: columns.flatMap(({ name, unit }, place) => {
			const value = row.cells[place] ?? '';
			return value === '' ? [] : [{ name, unit, value }];
		})
	};
}

function at({ ra, dec, motion }: CatalogueRow, epochMjd: number): { ra: number; dec: number } {
	if (!motion) return { ra, dec };
	const years = yearsBetween(motion.epochMjd, epochMjd);
	return moved({ ra, dec }, { pmRaMasPerYear: motion.pmRa, pmDecMasPerYear: motion.pmDec, years });
}
