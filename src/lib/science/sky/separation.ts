import { DEG, DEG_PER_RAD } from './angles.ts';

/**
 * Great-circle separation of two positions, all in degrees (Vincenty's formula for the sphere; spec/pipeline.md, header).
 * Accurate at every distance, from 1e-12 deg to antipodes. NaN in, NaN out.
 */
export function separationDeg(ra1: number, dec1: number, ra2: number, dec2: number): number {
	const deltaRa = (ra2 - ra1) * DEG;
	const sin1 = Math.sin(dec1 * DEG);
	const cos1 = Math.cos(dec1 * DEG);
	const sin2 = Math.sin(dec2 * DEG);
	const cos2 = Math.cos(dec2 * DEG);
	const cosDelta = Math.cos(deltaRa);
	const across = cos2 * Math.sin(deltaRa);
	const along = cos1 * sin2 - sin1 * cos2 * cosDelta;
	return Math.atan2(Math.hypot(across, along), sin1 * sin2 + cos1 * cos2 * cosDelta) * DEG_PER_RAD;
}

/**
 * Separation in degrees by the spherical law of cosines, the form vast-pipeline uses for error radii (spec/pipeline.md §3.2-11).
 * Below about 1e-6 deg the arc cosine only takes a few discrete values; that quantisation is part of the published numbers,
 * so the order of evaluation is kept. Use `separationDeg` for everything else.
 */
export function separationArccosDeg(ra1: number, dec1: number, ra2: number, dec2: number): number {
	const alpha1 = ra1 * DEG;
	const delta1 = dec1 * DEG;
	const alpha2 = ra2 * DEG;
	const delta2 = dec2 * DEG;
	const cosine =
		Math.sin(delta1) * Math.sin(delta2) +
		Math.cos(delta1) * Math.cos(delta2) * Math.cos(alpha1 - alpha2);
	return Math.acos(Math.min(1, cosine)) * DEG_PER_RAD;
}
