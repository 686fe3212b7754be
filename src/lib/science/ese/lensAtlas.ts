import { landingPoint } from './lens.ts';

/** Strengths and source sizes (σ_s in units of a) that light curves are fitted with; logarithmic, both ends included. */
export const ALPHA_RANGE = { low: 0.3, high: 80 };
export const SIGMA_RANGE = { low: 0.15, high: 2 };
const ALPHAS = 84;
const SIGMAS = 9;
/** Observer's plane, in units of a: past the outer caustic of the strongest lens (0.44 α) the flux is unchanged to 1e-3. */
const U_MAX = 36;
const U_STEP = 0.05;
const U_NODES = Math.round(U_MAX / U_STEP) + 1;
/** Of one strength's page. */
const PAGE = U_NODES * SIGMAS;
/** The plane on which rays are collected is this much finer. */
const FINE = 2;
const SOURCE_REACH = 4;

/** Where between the atlas's tables a lens lies. */
export interface LensShape {
	atlas: Atlas;
	/** Where the pages of the strengths below and above it begin, at the smaller of the two source sizes about it. */
	weaker: number;
	stronger: number;
	/** What the four tables count: weaker and stronger with the smaller source, then both with the larger. */
	weights: [number, number, number, number];
	/** Full width of the dip at half its depth, in units of a. */
	fwhm: number;
}

/**
 * I(u′) − 1 over |u′| = 0, U_STEP, …: a page for every strength, in which the source sizes stand side by side, so that what is
 * looked up together lies together.
 */
interface Atlas {
	excess: Float32Array;
	/** Of each table. */
	fwhm: Float64Array;
}

let drawn: Atlas | null = null;

/**
 * The shape of a lens, interpolated between the tables of an atlas that is drawn on first use (0.2 s). Good to 0.03 of the
 * unlensed flux for σ_s ≥ 0.25, enough to search with; `lensCurve` is exact.
 */
export function lensShape(alpha: number, sigmaS: number): LensShape {
	drawn ??= drawAtlas();
	const a = gridPlace(alpha, ALPHA_RANGE, ALPHAS);
	const s = gridPlace(sigmaS, SIGMA_RANGE, SIGMAS);
	const weights: LensShape['weights'] = [
		(1 - a.part) * (1 - s.part),
		a.part * (1 - s.part),
		(1 - a.part) * s.part,
		a.part * s.part
	];
	const place = a.cell * SIGMAS + s.cell;
	const fwhm =
		weights[0] * drawn.fwhm[place] +
		weights[1] * drawn.fwhm[place + SIGMAS] +
		weights[2] * drawn.fwhm[place + 1] +
		weights[3] * drawn.fwhm[place + SIGMAS + 1];
	const weaker = a.cell * PAGE + s.cell;
	return { atlas: drawn, weaker, stronger: weaker + PAGE, weights, fwhm };
}

/** I(u′) − 1; 0 far away. Indices, not destructuring: this is the innermost call of every fit. */
export function excessAt(shape: LensShape, uPrime: number): number {
	const at = Math.abs(uPrime) / U_STEP;
	if (!(at < U_NODES - 1)) return 0;
	const node = at | 0;
	const { excess } = shape.atlas;
	const { weights } = shape;
	const p = shape.weaker + node * SIGMAS;
	const q = shape.stronger + node * SIGMAS;
	const near =
		weights[0] * excess[p] +
		weights[1] * excess[q] +
		weights[2] * excess[p + 1] +
		weights[3] * excess[q + 1];
	const far =
		weights[0] * excess[p + SIGMAS] +
		weights[1] * excess[q + SIGMAS] +
		weights[2] * excess[p + SIGMAS + 1] +
		weights[3] * excess[q + SIGMAS + 1];
	return near + (at - node) * (far - near);
}

/** A lens's way past a source. */
export interface Passage {
	t0Mjd: number;
	/** Per day, in units of a: before t₀ and after it. */
	ingress: number;
	egress: number;
}

/** `excessAt` for the epochs [from, to), written into `model`: what every fit does most, hence once more with all at hand. */
export function excessAlong(
	shape: LensShape,
	{ t0Mjd, ingress, egress }: Passage,
	{ mjd, model, from, to }: { mjd: Float64Array; model: Float64Array; from: number; to: number }
): void {
	const { weaker, stronger } = shape;
	const { excess } = shape.atlas;
	const [w0, w1, w2, w3] = shape.weights;
	const nodesBefore = -ingress / U_STEP;
	const nodesAfter = egress / U_STEP;
	for (let i = from; i < to; i += 1) {
		const since = mjd[i] - t0Mjd;
		const at = since * (since > 0 ? nodesAfter : nodesBefore);
		if (!(at < U_NODES - 1)) {
			model[i] = 0;
			continue;
		}
		const node = at | 0;
		const p = weaker + node * SIGMAS;
		const q = stronger + node * SIGMAS;
		const near = w0 * excess[p] + w1 * excess[q] + w2 * excess[p + 1] + w3 * excess[q + 1];
		const far =
			w0 * excess[p + SIGMAS] +
			w1 * excess[q + SIGMAS] +
			w2 * excess[p + SIGMAS + 1] +
			w3 * excess[q + SIGMAS + 1];
		model[i] = near + (at - node) * (far - near);
	}
}

/** The cell of a logarithmic grid and the part of it passed; values outside are taken to its end. */
function gridPlace(value: number, { low, high }: { low: number; high: number }, nodes: number) {
	const at = ((nodes - 1) * Math.log(value / low)) / Math.log(high / low);
	const inside = Math.min(nodes - 1, Math.max(0, at));
	const cell = Math.min(nodes - 2, Math.floor(inside));
	return { cell, part: inside - cell };
}

function dipWidth(excess: Float64Array): number {
	const half = excess[0] / 2;
	let node = 1;
	while (node + 1 < U_NODES && excess[node] < half) node += 1;
	const part = (half - excess[node - 1]) / (excess[node] - excess[node - 1]);
	return 2 * U_STEP * (node - 1 + part);
}

function drawAtlas(): Atlas {
	const excess = new Float32Array(ALPHAS * PAGE);
	const fwhm = new Float64Array(ALPHAS * SIGMAS);
	for (let a = 0; a < ALPHAS; a += 1) {
		const alpha = logStep(ALPHA_RANGE, a / (ALPHAS - 1));
		const point = smoothed(raysOnPlane(alpha), { sigma: SIGMA_RANGE.low, cell: U_STEP / FINE });
		// What a small source has smoothed already needs no finer a plane than the tables'.
		const small = point.filter((_, node) => node % FINE === 0);
		for (let s = 0; s < SIGMAS; s += 1) {
			const sigmaS = logStep(SIGMA_RANGE, s / (SIGMAS - 1));
			const sigma = Math.sqrt(Math.max(0, sigmaS ** 2 - SIGMA_RANGE.low ** 2));
			const curve = s === 0 ? small : smoothed(small, { sigma, cell: U_STEP });
			const table = curve.slice(0, U_NODES).map((magnification) => magnification - 1);
			fwhm[a * SIGMAS + s] = dipWidth(table);
			for (let node = 0; node < U_NODES; node += 1) {
				excess[a * PAGE + node * SIGMAS + s] = table[node];
			}
		}
	}
	return { excess, fwhm };
}

function logStep({ low, high }: { low: number; high: number }, part: number): number {
	return low * (high / low) ** part;
}

/** Nodes of the fine plane: the table's and a margin that the widest source reaches into. */
const PLANE_NODES = Math.ceil((U_MAX + SOURCE_REACH * SIGMA_RANGE.high) / (U_STEP / FINE)) + 2;

/** Magnification of a point source averaged over the cells of a fine plane u′ ≥ 0: evenly spaced rays, counted where they land. */
function raysOnPlane(alpha: number): Float64Array {
	const cell = U_STEP / FINE;
	const spacing = cell / (2 * (1 + alpha));
	const plane = new Float64Array(PLANE_NODES);
	const count = Math.ceil((PLANE_NODES * cell) / spacing);
	for (let k = 0; k < count; k += 1) {
		// Rays at ±(k + ½): those that land at −u′ count for u′ as well, hence no factor 2 but on the axis.
		const at = landingPoint((k + 0.5) * spacing, alpha) / cell;
		const node = Math.floor(at);
		if (node + 1 >= PLANE_NODES) continue;
		const part = at - node;
		plane[node] += (1 - part) * (spacing / cell) * (node === 0 ? 2 : 1);
		plane[node + 1] += part * (spacing / cell);
	}
	return plane;
}

/** Convolves a curve that is even in u′ with a Gaussian; what lies past its end is taken as 1. */
function smoothed(curve: Float64Array, { sigma, cell }: { sigma: number; cell: number }) {
	const half = Math.ceil((SOURCE_REACH * sigma) / cell);
	const kernel = new Float64Array(half + 1);
	for (let k = 0; k <= half; k += 1) kernel[k] = Math.exp(-0.5 * ((k * cell) / sigma) ** 2);
	let norm = kernel[0];
	for (let k = 1; k <= half; k += 1) norm += 2 * kernel[k];
	const at = new Float64Array(curve.length + 2 * half).fill(1);
	at.set(curve, half);
	for (let k = 1; k <= half; k += 1) at[half - k] = curve[Math.min(k, curve.length - 1)];
	const smooth = new Float64Array(curve.length);
	for (let node = 0; node < curve.length; node += 1) {
		const centre = node + half;
		let sum = kernel[0] * at[centre];
		for (let k = 1; k <= half; k += 1) sum += kernel[k] * (at[centre - k] + at[centre + k]);
		smooth[node] = sum / norm;
	}
	return smooth;
}
