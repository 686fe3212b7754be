import type { MapSize, Sheet } from './mapView.ts';

interface Position {
	ra: number;
	dec: number;
}

/** A line over the sheet as an SVG path: broken where it leaves the map or jumps from one edge of the sky to the other. */
export function linePath(positions: Position[], sheet: Sheet, { width, height }: MapSize): string {
	const farthest = Math.max(width, height) / 3;
	let path = '';
	let before: { left: number; top: number } | null = null;
	for (const { ra, dec } of positions) {
		const at = sheet.toSheet(ra, dec);
		const isNear =
			at && before && Math.hypot(at.left - before.left, at.top - before.top) < farthest;
		if (at) path += `${isNear ? 'L' : 'M'}${at.left.toFixed(1)} ${at.top.toFixed(1)}`;
		before = at;
	}
	return path;
}

/** A polygon whose edges are cut fine enough to bend as the map does; '' when any of it is not on the map. */
export function polygonPath(corners: Position[], sheet: Sheet, size: MapSize): string {
	const edge = corners.flatMap((corner, i) => between(corner, corners[(i + 1) % corners.length]));
	const line = linePath([...edge, edge[0]], sheet, size);
	return line;
}

/** The way from one corner to the next in a few steps, without its end; the short way around in right ascension. */
function between(from: Position, to: Position): Position[] {
	const STEPS = 6;
	const ra = ((((to.ra - from.ra + 180) % 360) + 360) % 360) - 180;
	return Array.from({ length: STEPS }, (_, step) => ({
		ra: from.ra + (ra * step) / STEPS,
		dec: from.dec + ((to.dec - from.dec) * step) / STEPS
	}));
}

/** A circle of the sky, degrees. */
export function circlePositions(centre: Position, radiusDeg: number): Position[] {
	const [d, r] = [(centre.dec * Math.PI) / 180, (radiusDeg * Math.PI) / 180];
	return Array.from({ length: 73 }, (_, i) => {
		const angle = (i * Math.PI) / 36;
		const sin = Math.sin(d) * Math.cos(r) + Math.cos(d) * Math.sin(r) * Math.cos(angle);
		const east = Math.sin(angle) * Math.sin(r) * Math.cos(d);
		const dec = Math.asin(Math.max(-1, Math.min(1, sin)));
		const ra = centre.ra + (Math.atan2(east, Math.cos(r) - Math.sin(d) * sin) * 180) / Math.PI;
		return { ra, dec: (dec * 180) / Math.PI };
	});
}

/** One sign at every position, all in one path. `sign` is drawn around the place, relative to it. */
export function signsPath(
	positions: Position[],
	sign: string,
	sheet: Sheet,
	{ width, height }: MapSize
): string {
	let path = '';
	for (const { ra, dec } of positions) {
		const at = sheet.toSheet(ra, dec);
		if (!at || at.left < -9 || at.top < -9 || at.left > width + 9 || at.top > height + 9) continue;
		path += `M${at.left.toFixed(1)} ${at.top.toFixed(1)}${sign}`;
	}
	return path;
}
