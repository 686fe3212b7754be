import { DEG, DEG_PER_RAD } from '../sky/angles.ts';

/**
 * Position angles of axes, degrees: 0 and 180 are one. Their mean direction (of the doubled angles, Mardia & Jupp 2000, §1.1),
 * and how far each is turned from it, in [−90, 90). NaN where it was not measured.
 */
export function axialOffsets(angles: readonly number[]): { mean: number; offsets: number[] } {
	let [x, y] = [0, 0];
	for (const angle of angles.filter(Number.isFinite)) {
		x += Math.cos(2 * angle * DEG);
		y += Math.sin(2 * angle * DEG);
	}
	const mean = (Math.atan2(y, x) * DEG_PER_RAD) / 2;
	return { mean, offsets: angles.map((angle) => turned(angle - mean)) };
}

function turned(degrees: number): number {
	return ((((degrees + 90) % 180) + 180) % 180) - 90;
}
