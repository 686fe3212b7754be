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
/** The plane on which rays are collected is this much finer. */
const FINE = 2;
const SOURCE_REACH = 4;

/** Where between the atlas's tables a lens lies. */
export interface LensShape {
	atlas: Atlas;
	/** First node of the four tables about it, and what each counts. */
	tables: [number, number, number, number];
	weights: [number, number, number, number];
	/** Full width of the dip at half its depth, in units of a. */
	fwhm: number;
}

/** I(u′) − 1 over |u′| = 0, U_STEP, … for every strength and source size, one table after the other. */
interface Atlas {
	excess: Float64Array;
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
	const first = a.cell * SIGMAS + s.cell;
	const pages = [first, first + 1, first + SIGMAS, first + SIGMAS + 1] as const;
	const weights: LensShape['weights'] = [
		(1 - a.part) * (1 - s.part),
		(1 - a.part) * s.part,
		a.part * (1 - s.part),
		a.part * s.part
	];
	let fwhm = 0;
	for (let k = 0; k < 4; k += 1) fwhm += weights[k] * drawn.fwhm[pages[k]];
	const [p0, p1, p2, p3] = pages;
	const tables: LensShape['tables'] = [p0 * U_NODES, p1 * U_NODES, p2 * U_NODES, p3 * U_NODES];
	return { atlas: drawn, tables, weights, fwhm };
}

/** I(u′) − 1; 0 far away. Indices, not destructuring: this is the innermost call of every fit. */
export function excessAt({ atlas, tables, weights }: LensShape, uPrime: number): number {
	const at = Math.abs(uPrime) / U_STEP;
	if (!(at < U_NODES - 1)) return 0;
	const node = at | 0;
	const { excess } = atlas;
	let near = 0;
	let far = 0;
	for (let k = 0; k < 4; k += 1) {
		const place = tables[k] + node;
		near += weights[k] * excess[place];
		far += weights[k] * excess[place + 1];
	}
	return near + (at - node) * (far - near);
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
	const excess = new Float64Array(ALPHAS * SIGMAS * U_NODES);
	const fwhm = new Float64Array(ALPHAS * SIGMAS);
	for (let a = 0; a < ALPHAS; a += 1) {
		const alpha = logStep(ALPHA_RANGE, a / (ALPHAS - 1));
		const rays = raysOnPlane(alpha);
		for (let s = 0; s < SIGMAS; s += 1) {
			const sigmaS = logStep(SIGMA_RANGE, s / (SIGMAS - 1));
			const page = a * SIGMAS + s;
			const table = excess.subarray(page * U_NODES, (page + 1) * U_NODES);
			smoothInto(rays, sigmaS, table);
			fwhm[page] = dipWidth(table);
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

/** Convolves the plane, even in u′, with a Gaussian source and leaves I − 1 on the table's nodes. */
function smoothInto(plane: Float64Array, sigmaS: number, table: Float64Array): void {
	const cell = U_STEP / FINE;
	const half = Math.ceil((SOURCE_REACH * sigmaS) / cell);
	const kernel = Float64Array.from({ length: 2 * half + 1 }, (_, k) =>
		Math.exp(-0.5 * (((k - half) * cell) / sigmaS) ** 2)
	);
	const norm = 1 / kernel.reduce((sum, weight) => sum + weight, 0);
	for (let node = 0; node < table.length; node += 1) {
		let sum = 0;
		for (let k = -half; k <= half; k += 1) {
			sum += kernel[k + half] * plane[Math.abs(node * FINE + k)];
		}
		table[node] = sum * norm - 1;
	}
}
