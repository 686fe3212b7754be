import type { Random } from '../stats/random.ts';
import type { Covariance } from './beam.ts';

/** Kernels are cut at this many standard deviations. */
const REACH = 3.5;

interface Kernel {
	half: number;
	weights: Float64Array;
}

/**
 * Noise of unit variance on npix × npix pixels whose autocorrelation is the beam, as in a synthesis image: white noise smoothed
 * with the beam shrunk by √2. A tilted Gaussian factors into one pass along x and one along the shear x + s·y, whose fractional
 * steps are interpolated linearly.
 */
export function correlatedNoise(npix: number, beam: Covariance, random: Random): Float32Array {
	const shear = beam.xy / beam.yy;
	const alongX = gaussianKernel(Math.sqrt((beam.xx - (beam.xy * beam.xy) / beam.yy) / 2));
	const alongY = gaussianKernel(Math.sqrt(beam.yy / 2));
	const overhang = Math.ceil(Math.abs(shear) * alongY.half) + 1;
	const width = npix + 2 * overhang;
	const height = npix + 2 * alongY.half;
	const smooth = smoothedRows(width, height, alongX, random);
	const noise = shearedColumns(smooth, width, { npix, overhang, shear, alongY });
	const scale = 1 / Math.sqrt(varianceLeft(alongX, alongY, shear));
	for (let i = 0; i < noise.length; i += 1) noise[i] *= scale;
	return noise;
}

function gaussianKernel(sigma: number): Kernel {
	const half = Math.max(1, Math.ceil(REACH * sigma));
	const weights = new Float64Array(2 * half + 1);
	for (let k = -half; k <= half; k += 1) weights[k + half] = Math.exp(-0.5 * (k / sigma) ** 2);
	return { half, weights };
}

/** Rows of white noise, each drawn with its margin and smoothed at once. */
function smoothedRows(width: number, height: number, kernel: Kernel, random: Random): Float32Array {
	const { half, weights } = kernel;
	const white = new Float64Array(width + 2 * half);
	const rows = new Float32Array(width * height);
	for (let y = 0; y < height; y += 1) {
		for (let i = 0; i < white.length; i += 1) white[i] = random.normal();
		for (let x = 0; x < width; x += 1) {
			let sum = 0;
			for (let k = 0; k < weights.length; k += 1) sum += weights[k] * white[x + k];
			rows[y * width + x] = sum;
		}
	}
	return rows;
}

interface Shear {
	npix: number;
	overhang: number;
	shear: number;
	alongY: Kernel;
}

function shearedColumns(rows: Float32Array, width: number, pass: Shear): Float32Array {
	const { npix, overhang, shear, alongY } = pass;
	const noise = new Float32Array(npix * npix);
	for (let k = 0; k < alongY.weights.length; k += 1) {
		const shift = shear * (k - alongY.half);
		const whole = Math.floor(shift);
		const right = alongY.weights[k] * (shift - whole);
		const left = alongY.weights[k] - right;
		for (let y = 0; y < npix; y += 1) {
			let from = (y + k) * width + overhang + whole;
			const end = (y + 1) * npix;
			for (let to = y * npix; to < end; to += 1, from += 1) {
				noise[to] += left * rows[from] + right * rows[from + 1];
			}
		}
	}
	return noise;
}

/** Variance of unit white noise after both passes: rows are independent, so their contributions add. */
function varianceLeft(alongX: Kernel, alongY: Kernel, shear: number): number {
	const self = overlap(alongX.weights, 0);
	const neighbour = overlap(alongX.weights, 1);
	let variance = 0;
	for (let k = 0; k < alongY.weights.length; k += 1) {
		const shift = shear * (k - alongY.half);
		const right = shift - Math.floor(shift);
		const left = 1 - right;
		const row = (left * left + right * right) * self + 2 * left * right * neighbour;
		variance += alongY.weights[k] ** 2 * row;
	}
	return variance;
}

function overlap(weights: Float64Array, lag: number): number {
	let sum = 0;
	for (let i = lag; i < weights.length; i += 1) sum += weights[i] * weights[i - lag];
	return sum;
}
