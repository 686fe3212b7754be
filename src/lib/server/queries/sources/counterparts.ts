import type { AskedCounterpart } from '#schema/sourceQuery.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { nearestWithin } from '#science/sky/crossMatch.ts';
import type { NumberColumn } from '#science/table/rows.ts';
import { ByteLru } from '../../store/byteLru.ts';
import { cataloguePositions } from '../../store/catalogueRows.ts';
import { findCatalogue } from '../../store/catalogues.ts';
import { store } from '../../store/client.ts';

/** Where a catalogue has something, degrees ICRS, and what is asked about it. */
export interface Counterparts extends Pick<AskedCounterpart, 'isThere'> {
	positions: { ra: Float64Array; dec: Float64Array };
	radiusDeg: number;
}

/** Kept until other catalogues are asked about: four of a million rows. */
const MOST_BYTES = 64 * 1024 * 1024;
const known = new ByteLru<Counterparts['positions']>(() => MOST_BYTES);

/** A catalogue that is asked about, read; or what is wrong with it, as a sentence. */
export async function readCounterparts({
	catalogueId,
	radiusArcsec,
	isThere
}: AskedCounterpart): Promise<Counterparts | string> {
	const catalogue = await findCatalogue(store(), catalogueId);
	if (!catalogue) return 'There is no such catalogue (any more): choose another.';
	// Another import of a catalogue writes another batch.
	const positions = await known.get(`${catalogue.id} ${catalogue.batch}`, async () => {
		const value = await cataloguePositions(store(), catalogue);
		return { value, bytes: 16 * value.ra.length };
	});
	return { positions, radiusDeg: radiusArcsec / ARCSEC_PER_DEG, isThere };
}

/** Those of the rows that have something of the catalogue beside them, or those that have nothing. Columns in degrees. */
export function rowsByCounterpart(
	rows: Uint32Array,
	{ ra, dec }: { ra: NumberColumn; dec: NumberColumn },
	{ positions, radiusDeg, isThere }: Counterparts
): Uint32Array {
	const points = {
		ra: Float64Array.from(rows, (row) => ra[row]),
		dec: Float64Array.from(rows, (row) => dec[row])
	};
	const { index } = nearestWithin(positions, points, radiusDeg);
	return rows.filter((_, k) => index[k] >= 0 === isThere);
}
