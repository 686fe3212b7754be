import type { Covariance } from './beam.ts';

/** An image plane in Jy/beam, rows of npix pixels from south to north. NaN: not observed. */
export interface Plane {
	npix: number;
	values: Float32Array;
}

/** Sources are drawn down to this fraction of the noise. */
const FAINTEST_TRACE = 0.02;

/** Adds a Gaussian at a fractional pixel. */
export function drawGaussian(
	plane: Plane,
	at: { x: number; y: number; peak: number; noise: number },
	shape: Covariance
): void {
	const { npix, values } = plane;
	const contrast = Math.abs(at.peak) / (FAINTEST_TRACE * at.noise);
	if (!(contrast > 1)) return;
	const reach = Math.sqrt(2 * Math.log(contrast));
	const halfWidth = reach * Math.sqrt(shape.xx);
	const halfHeight = reach * Math.sqrt(shape.yy);
	const determinant = shape.xx * shape.yy - shape.xy * shape.xy;
	const [a, b, c] = [shape.yy, -shape.xy, shape.xx].map((entry) => (0.5 * entry) / determinant);
	const lastX = Math.min(npix - 1, Math.floor(at.x + halfWidth));
	const lastY = Math.min(npix - 1, Math.floor(at.y + halfHeight));
	for (let y = Math.max(0, Math.ceil(at.y - halfHeight)); y <= lastY; y += 1) {
		for (let x = Math.max(0, Math.ceil(at.x - halfWidth)); x <= lastX; x += 1) {
			const [dx, dy] = [x - at.x, y - at.y];
			values[y * npix + x] += at.peak * Math.exp(-(a * dx * dx + 2 * b * dx * dy + c * dy * dy));
		}
	}
}

/** Bilinear value between pixels; NaN outside the image and next to its unobserved part. */
export function valueAt({ npix, values }: Plane, x: number, y: number): number {
	const [left, low] = [Math.floor(x), Math.floor(y)];
	if (!(left >= 0 && low >= 0 && left + 1 < npix && low + 1 < npix)) return Number.NaN;
	const [fx, fy] = [x - left, y - low];
	const at = low * npix + left;
	const lower = values[at] * (1 - fx) + values[at + 1] * fx;
	const upper = values[at + npix] * (1 - fx) + values[at + npix + 1] * fx;
	return lower * (1 - fy) + upper * fy;
}
