import { visitWithin, zoneIndex } from '../sky/zoneIndex.ts';

/** Sources as columns: degrees, and any one unit of flux. */
interface SkyFluxes {
	ra: Float64Array;
	dec: Float64Array;
	flux: Float64Array;
}

/** Sidelobes of what is this much brighter are worth a thought (spec/vetting.md §3.5). */
const BRIGHTER = 10;
/** Beyond this many widths of the beam a neighbour says next to nothing. */
const REACH_BEAMS = 20;

/** Distance of each source from the nearest one that is ten times brighter, in widths of the beam; Infinity where none is near. */
export function brightNeighbourBeams({ ra, dec, flux }: SkyFluxes, beamDeg: number): Float64Array {
	const nearest = new Float64Array(ra.length).fill(Infinity);
	if (!(beamDeg > 0)) return nearest.fill(NaN);
	const index = zoneIndex({ ra, dec }, REACH_BEAMS * beamDeg);
	for (let bright = 0; bright < ra.length; bright += 1) {
		visitWithin(index, ra[bright], dec[bright], REACH_BEAMS * beamDeg, (row, separation) => {
			if (row !== bright && flux[bright] >= BRIGHTER * flux[row])
				nearest[row] = Math.min(nearest[row], separation / beamDeg);
		});
	}
	return nearest;
}
