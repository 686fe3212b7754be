import { formatDec, formatRa } from './format.ts';

/**
 * IAU-style name of a position in degrees: J095956.0-295839, seconds cut off, one decimal in RA (spec/pipeline.md §6.3).
 * The reference names sources just above RA 0 J2400…; here RA is taken modulo 360.
 */
export function sourceName(raDeg: number, decDeg: number): string {
	const ra = formatRa(raDeg, 1, { truncate: true });
	const dec = formatDec(decDeg, 0, { truncate: true });
	return `J${ra}${dec}`.replaceAll(':', '');
}
