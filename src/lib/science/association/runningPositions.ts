import { normaliseRa } from '../sky/angles.ts';
import type { EpochRows } from './method.ts';
import type { AssociationState } from './state.ts';

/**
 * Signed difference a − b of two right ascensions, degrees, in [−180, 180). The one rule about the RA seam.
 * The reference instead adds 360 to every RA ≤ 0.1° before it averages. Modulo 360 that gives the same mean, save
 * for a source with measurements on either side of 0.1°, whose mean lands half a sky away, so that it is lost for
 * all later epochs (spec/pipeline.md §4.5). We do not follow it there.
 */
function raOffset(a: number, b: number): number {
	return ((((a - b + 180) % 360) + 360) % 360) - 180;
}

/**
 * Adds catalogue row k to the weighted position of `source` (§4.5); forced rows are not for here. The sums run over
 * offsets from the source's first measurement instead of RA itself: the same mean, and no digits are lost to the
 * size of the angle. A row whose weights are not positive and finite moves nothing, but the first row of a source
 * is its position until there is a mean.
 */
export function addToPosition(
	{ c }: AssociationState,
	source: number,
	rows: Pick<EpochRows, 'ra' | 'dec' | 'weightEw' | 'weightNs'>,
	k: number
): void {
	if (Number.isNaN(c.originRa.values[source])) {
		c.originRa.values[source] = rows.ra[k];
		c.originDec.values[source] = rows.dec[k];
		c.ra.values[source] = normaliseRa(rows.ra[k]);
		c.dec.values[source] = rows.dec[k];
	}
	const ew = rows.weightEw[k];
	const ns = rows.weightNs[k];
	if (!isWeight(ew) || !isWeight(ns)) return;
	c.offsetEw.values[source] += ew * raOffset(rows.ra[k], c.originRa.values[source]);
	c.offsetNs.values[source] += ns * (rows.dec[k] - c.originDec.values[source]);
	c.weightEw.values[source] += ew;
	c.weightNs.values[source] += ns;
}

/** Weighted mean position of one source from its sums, and its σ = weight^−½ (deg), written to C. */
export function updatePosition({ c }: AssociationState, source: number): void {
	const weightEw = c.weightEw.values[source];
	const weightNs = c.weightNs.values[source];
	if (weightEw === 0 || weightNs === 0) return;
	c.ra.values[source] = normaliseRa(
		c.originRa.values[source] + c.offsetEw.values[source] / weightEw
	);
	c.dec.values[source] = c.originDec.values[source] + c.offsetNs.values[source] / weightNs;
	c.uncertaintyEw.values[source] = weightEw ** -0.5;
	c.uncertaintyNs.values[source] = weightNs ** -0.5;
}

function isWeight(weight: number): boolean {
	return weight > 0 && weight < Infinity;
}
