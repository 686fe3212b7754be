import { normaliseRa } from '../sky/angles.ts';
import type { AssociationState } from './state.ts';
import type { EpochRows } from './method.ts';

/** Signed difference a − b of two right ascensions, degrees, in [−180, 180). */
function raOffset(a: number, b: number): number {
	return ((((a - b + 180) % 360) + 360) % 360) - 180;
}

/**
 * Adds row k of an epoch to the weighted position of `source` (spec/pipeline.md §4.5); forced rows do not count.
 * The sums run over offsets from the source's first measurement instead of RA itself: the same mean, but a
 * source on either side of RA 0 (or of the reference's 0.1° seam, where its mean fails) needs no special case,
 * and no digits are lost to the size of the angle.
 */
export function addToPosition(
	{ c }: AssociationState,
	source: number,
	epoch: EpochRows,
	k: number
): void {
	if (epoch.forced[k]) return;
	if (Number.isNaN(c.originRa.values[source])) {
		c.originRa.values[source] = epoch.ra[k];
		c.originDec.values[source] = epoch.dec[k];
	}
	const ew = epoch.weightEw[k];
	const ns = epoch.weightNs[k];
	c.offsetEw.values[source] += ew * raOffset(epoch.ra[k], c.originRa.values[source]);
	c.offsetNs.values[source] += ns * (epoch.dec[k] - c.originDec.values[source]);
	c.weightEw.values[source] += ew;
	c.weightNs.values[source] += ns;
}

/** Weighted mean position of one source from its sums, written to C. Its σ is weight^−½ (deg). */
export function updatePosition({ c }: AssociationState, source: number): void {
	const { originRa, originDec, offsetEw, offsetNs, weightEw, weightNs } = c;
	if (weightEw.values[source] === 0 || weightNs.values[source] === 0) return;
	c.ra.values[source] = normaliseRa(
		originRa.values[source] + offsetEw.values[source] / weightEw.values[source]
	);
	c.dec.values[source] =
		originDec.values[source] + offsetNs.values[source] / weightNs.values[source];
}
