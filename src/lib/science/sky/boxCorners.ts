import { DEG, DEG_PER_RAD, normaliseRa } from './angles.ts';

/**
 * Corners of a rectangle on the sky, counter-clockwise as it is seen, degrees: its sides run north and east at the centre, and
 * are measured on the tangent plane there (TAN).
 */
export function boxCorners(
	ra: number,
	dec: number,
	{ widthDeg, heightDeg }: { widthDeg: number; heightDeg: number }
): { ra: number; dec: number }[] {
	const [x, y] = [(widthDeg / 2) * DEG, (heightDeg / 2) * DEG];
	const corners = [
		[-x, -y],
		[-x, y],
		[x, y],
		[x, -y]
	] as const;
	return corners.map(([east, north]) => {
		const towards = Math.cos(dec * DEG) - north * Math.sin(dec * DEG);
		const up = Math.sin(dec * DEG) + north * Math.cos(dec * DEG);
		return {
			ra: normaliseRa(ra + Math.atan2(east, towards) * DEG_PER_RAD),
			dec: Math.atan2(up, Math.hypot(east, towards)) * DEG_PER_RAD
		};
	});
}
