import { DEG } from '#science/sky/angles.ts';
import { unitVector } from '#science/sky/position.ts';
import { separationDeg } from '#science/sky/separation.ts';
import type { Circle } from '../store/objects.ts';

/** Side of a patch: a survey field or two; fewer, larger patches would load sky that nobody asked about. */
const SIDE_DEG = 4;

/** Few circles that together cover everything within `reachDeg` of any of the positions (degrees). NaN positions are left out. */
export function skyPatches(
	positions: { ra: ArrayLike<number>; dec: ArrayLike<number> },
	reachDeg: number
): Circle[] {
	const cells = new Map<string, number[]>();
	for (let i = 0; i < positions.ra.length; i++) {
		const band = Math.floor(positions.dec[i] / SIDE_DEG);
		if (Number.isNaN(band) || Number.isNaN(positions.ra[i])) continue;
		// A band has as many columns as fit its side nearer the equator.
		const edge = Math.min(Math.abs(band), Math.abs(band + 1)) * SIDE_DEG * DEG;
		const columns = Math.max(1, Math.round((360 / SIDE_DEG) * Math.cos(edge)));
		const column = Math.floor((positions.ra[i] / 360) * columns);
		const key = `${band} ${column}`;
		const members = cells.get(key);
		if (members) members.push(i);
		else cells.set(key, [i]);
	}
	return [...cells.values()].map((members) => circleAround(positions, members, reachDeg));
}

function circleAround(
	{ ra, dec }: { ra: ArrayLike<number>; dec: ArrayLike<number> },
	members: number[],
	reachDeg: number
): Circle {
	const sum = [0, 0, 0];
	for (const i of members) {
		unitVector(ra[i], dec[i]).forEach((component, axis) => (sum[axis] += component));
	}
	const [x, y, z] = sum;
	const centre = {
		ra: Math.atan2(y, x) / DEG,
		dec: Math.atan2(z, Math.hypot(x, y)) / DEG
	};
	let farthest = 0;
	for (const i of members) {
		farthest = Math.max(farthest, separationDeg(centre.ra, centre.dec, ra[i], dec[i]));
	}
	// A hair wider, so that rounding in the database loses nothing on the rim.
	return { ...centre, radiusDeg: (farthest + reachDeg) * 1.001 + 1e-6 };
}
