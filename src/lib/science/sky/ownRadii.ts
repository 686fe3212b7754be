import { visitWithin, zoneIndex, type SkyPositions } from './zoneIndex.ts';

/** Circles on the sky as parallel columns, degrees. */
export interface SkyCircles extends SkyPositions {
	radiusDeg: Float64Array;
}

/** Small against any list's radii: circles reach over as many zones as they need. */
const ZONE_DEG = 10 / 3600;

/** For every circle with points in it (inclusive), those points, the nearest first; ties by row. NaN matches nothing. */
export function pointsInCircles(circles: SkyCircles, points: SkyPositions): Map<number, number[]> {
	const zones = zoneIndex(points, ZONE_DEG);
	const inside = new Map<number, number[]>();
	for (let circle = 0; circle < circles.ra.length; circle++) {
		const near: { point: number; separation: number }[] = [];
		const { ra, dec, radiusDeg } = circles;
		visitWithin(zones, ra[circle], dec[circle], radiusDeg[circle], (point, separation) => {
			near.push({ point, separation });
		});
		if (near.length === 0) continue;
		near.sort((a, b) => a.separation - b.separation || a.point - b.point);
		inside.set(
			circle,
			near.map(({ point }) => point)
		);
	}
	return inside;
}
