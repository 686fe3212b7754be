import { roundHalfEven } from '../coverage/roundHalfEven.ts';
import { kernelOn, type PlacedKernel } from './beamKernel.ts';
import type { Box } from './box.ts';
import { symmetricSolver } from './normalEquations.ts';
import type { Stamp } from './stamp.ts';

/** The part of the stamp that a kernel reaches: its values there, and those over the square of the noise. */
interface Patch extends Box {
	kernel: Float64Array;
	weighted: Float64Array;
}

/** First solution and one correction of what the rounding of the normal equations left of it. */
const ROUNDS = 2;

/**
 * Fluxes of sources that share a stamp, in the unit of the image (spec/pipeline.md §5.4-7): the amplitudes of all
 * kernels at once by weighted linear least squares. The error is the noise at the central pixel, NaN where that is
 * blank; chi² is that of the whole stamp. Sources at the very same place share their flux evenly; the reference's
 * iteration ends with any numbers of that sum.
 */
export function fitCluster(
	stamp: Stamp,
	members: PlacedKernel[]
): { fluxes: Float64Array; fluxErrs: Float64Array; chiSquared: number } {
	const { distinct, placeOf, sharing } = distinctKernels(members);
	const { amplitudes, chiSquared } = fitAmplitudes(stamp, distinct);
	return {
		fluxes: Float64Array.from(placeOf, (place) => amplitudes[place] / sharing[place]),
		fluxErrs: Float64Array.from(members, (member) => centralNoise(stamp, member)),
		chiSquared
	};
}

/** Members without repetition, the place of each member among them, and how many are at each place. */
function distinctKernels(members: PlacedKernel[]) {
	const distinct: PlacedKernel[] = [];
	const sharing: number[] = [];
	const placeOf: number[] = [];
	const known = new Map<string, number>();
	for (const member of members) {
		const { a, b, c } = member.kernel;
		const key = [member.x, member.y, a, b, c].join(' ');
		const place = known.get(key) ?? distinct.push(member) - 1;
		known.set(key, place);
		sharing[place] = (sharing[place] ?? 0) + 1;
		placeOf.push(place);
	}
	return { distinct, sharing, placeOf };
}

/** Corrected normal equations (Björck 1987) are as accurate as a QR here. */
function fitAmplitudes(stamp: Stamp, kernels: PlacedKernel[]) {
	const patches = kernels.map((kernel) => patchOf(stamp, kernel));
	const solve = symmetricSolver(gramMatrix(patches), patches.length);
	const amplitudes = new Float64Array(patches.length);
	const residual = Float64Array.from(stamp.data);
	for (let round = 0; round < ROUNDS; round++) {
		const step = solve(Float64Array.from(patches, (patch) => projection(stamp, residual, patch)));
		for (const [k, patch] of patches.entries()) {
			amplitudes[k] += step[k];
			subtract(stamp, residual, patch, step[k]);
		}
	}
	return { amplitudes, chiSquared: weightedSquares(residual, stamp.weight) };
}

function patchOf(stamp: Stamp, member: PlacedKernel): Patch {
	const { x, y, kernel: shape } = member;
	const box = intersection(stamp, {
		x0: Math.floor(x - shape.reach),
		y0: Math.floor(y - shape.reach),
		x1: Math.ceil(x + shape.reach) + 1,
		y1: Math.ceil(y + shape.reach) + 1
	});
	const kernel = kernelOn(box, member);
	const weighted = new Float64Array(kernel.length);
	let i = 0;
	for (let row = box.y0; row < box.y1; row++) {
		const inStamp = rowStart(stamp, row);
		for (let column = box.x0; column < box.x1; column++, i++) {
			const weight = stamp.weight[inStamp + column];
			weighted[i] = kernel[i] * weight * weight;
		}
	}
	return { ...box, kernel, weighted };
}

function intersection(a: Box, b: Box): Box {
	const x0 = Math.max(a.x0, b.x0);
	const y0 = Math.max(a.y0, b.y0);
	return { x0, y0, x1: Math.max(x0, Math.min(a.x1, b.x1)), y1: Math.max(y0, Math.min(a.y1, b.y1)) };
}

/** Σ K_j·K_k/n² of every two kernels. */
function gramMatrix(patches: Patch[]): Float64Array {
	const n = patches.length;
	const gram = new Float64Array(n * n);
	for (let j = 0; j < n; j++) {
		for (let k = 0; k <= j; k++) {
			gram[j * n + k] = overlap(patches[j], patches[k]);
			gram[k * n + j] = gram[j * n + k];
		}
	}
	return gram;
}

function overlap(a: Patch, b: Patch): number {
	const { x0, y0, x1, y1 } = intersection(a, b);
	const { kernel } = a;
	const { weighted } = b;
	let sum = 0;
	for (let y = y0; y < y1; y++) {
		const inA = rowStart(a, y);
		const inB = rowStart(b, y);
		for (let x = x0; x < x1; x++) sum += kernel[inA + x] * weighted[inB + x];
	}
	return sum;
}

/** Σ K·residual/n². */
function projection(stamp: Stamp, residual: Float64Array, patch: Patch): number {
	const { weighted, x0, x1, y0, y1 } = patch;
	let sum = 0;
	for (let y = y0; y < y1; y++) {
		const inStamp = rowStart(stamp, y);
		const inPatch = rowStart(patch, y);
		for (let x = x0; x < x1; x++) sum += weighted[inPatch + x] * residual[inStamp + x];
	}
	return sum;
}

function subtract(stamp: Stamp, residual: Float64Array, patch: Patch, amplitude: number): void {
	const { kernel, x0, x1, y0, y1 } = patch;
	for (let y = y0; y < y1; y++) {
		const inStamp = rowStart(stamp, y);
		const inPatch = rowStart(patch, y);
		for (let x = x0; x < x1; x++) residual[inStamp + x] -= amplitude * kernel[inPatch + x];
	}
}

/** Where pixel (0, y) of the image would lie in the box: add x for the index of a pixel. */
function rowStart({ x0, y0, x1 }: Box, y: number): number {
	return (y - y0) * (x1 - x0) - x0;
}

function weightedSquares(residual: Float64Array, weight: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < residual.length; i++) sum += (residual[i] * weight[i]) ** 2;
	return sum;
}

function centralNoise(stamp: Stamp, { x, y }: PlacedKernel): number {
	const column = roundHalfEven(x);
	const row = roundHalfEven(y);
	const inside = column >= stamp.x0 && column < stamp.x1 && row >= stamp.y0 && row < stamp.y1;
	return inside ? stamp.noise[rowStart(stamp, row) + column] : NaN;
}
