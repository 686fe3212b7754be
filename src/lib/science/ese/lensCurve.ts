import { focalCaustic, landingPoint, lensCaustics } from './lens.ts';

/** Beyond this many standard deviations the source's brightness is taken as nil. */
const SOURCE_REACH = 7;
const NODES_PER_SIGMA = 16;

/**
 * Magnification I(u′) of a circular Gaussian source of standard deviation σ_s (in units of the lens radius a, > 0), as a function
 * that is cheap to evaluate: a table, linearly interpolated, good to about 1e-3.
 *
 * The convolution ∫ I(x) N(u′−x) dx is done in the lens plane as ∫ N(u′ − u′(u)) du, where the integrand is smooth: the caustics'
 * infinities never appear, and flux is conserved by construction.
 */
export function lensCurve(alpha: number, sigmaS: number): (uPrime: number) => number {
	const outer = lensCaustics(alpha)?.outer.uPrime ?? focalCaustic(alpha)?.uPrime ?? 0;
	// Past the outer caustic only the ray u ≈ u′ is left, and its gain is 1 to 1e-5 from u = 5 on for any α below 1000.
	const edge = Math.max(outer, 5) + SOURCE_REACH * sigmaS;
	const step = sigmaS / NODES_PER_SIGMA;
	const table = new Float64Array(Math.ceil(edge / step) + 2);
	depositRays(table, step, { alpha, sigmaS, from: edge + SOURCE_REACH * sigmaS });
	return (uPrime) => {
		const at = Math.abs(uPrime) / step;
		const node = Math.floor(at);
		if (!(node + 1 < table.length)) return Number.isNaN(at) ? Number.NaN : 1;
		return table[node] + (at - node) * (table[node + 1] - table[node]);
	};
}

interface Rays {
	alpha: number;
	sigmaS: number;
	/** Rays start at −from and end at +from in the lens plane. */
	from: number;
}

/** Each ray lays its Gaussian footprint on the nodes of the observer's plane that it reaches; the table holds u′ ≥ 0. */
function depositRays(table: Float64Array, step: number, { alpha, sigmaS, from }: Rays): void {
	// Rays spread by up to 1 + |α| near the axis: neighbouring footprints must stay within half a σ.
	const spacing = sigmaS / (2 * (1 + Math.abs(alpha)));
	const count = Math.ceil(from / spacing);
	const height = spacing / (sigmaS * Math.sqrt(2 * Math.PI));
	const reach = SOURCE_REACH * sigmaS;
	for (let k = -count; k <= count; k += 1) {
		const centre = landingPoint(k * spacing, alpha);
		const first = Math.max(0, Math.ceil((centre - reach) / step));
		const last = Math.min(table.length - 1, Math.floor((centre + reach) / step));
		for (let node = first; node <= last; node += 1) {
			const offset = (node * step - centre) / sigmaS;
			table[node] += height * Math.exp(-0.5 * offset * offset);
		}
	}
}
