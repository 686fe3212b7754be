import { DEG } from '../sky/angles.ts';

/** A position and its 1 σ uncertainties east-west and north-south, degrees. */
export interface UncertainPosition {
	ra: number;
	dec: number;
	uncertaintyEw: number;
	uncertaintyNs: number;
}

/**
 * The de Ruiter radius (de Ruiter, Arp & Willis 1977), the separation of two positions in units of their combined
 * uncertainties, as spec/pipeline.md §4.6 has it: a plane about the mean declination. NaN in, NaN out.
 */
export function deRuiterRadius(a: UncertainPosition, b: UncertainPosition): number {
	const east =
		(awayFromSeam(a.ra) - awayFromSeam(b.ra)) * DEG * Math.cos(((a.dec + b.dec) / 2) * DEG);
	const north = (a.dec - b.dec) * DEG;
	const varianceEw = (a.uncertaintyEw * DEG) ** 2 + (b.uncertaintyEw * DEG) ** 2;
	const varianceNs = (a.uncertaintyNs * DEG) ** 2 + (b.uncertaintyNs * DEG) ** 2;
	return Math.sqrt(east ** 2 / varianceEw + north ** 2 / varianceNs);
}

/**
 * Turns right ascensions near 0 and 360 by half a circle, so that their difference needs no wrap. As in the
 * reference each is turned on its own: a pair on either side of exactly 90° or 270° never matches.
 */
function awayFromSeam(raDeg: number): number {
	const turned = raDeg > 270 ? raDeg - 180 : raDeg;
	return turned < 90 ? turned + 180 : turned;
}
