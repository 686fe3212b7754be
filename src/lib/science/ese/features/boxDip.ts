/** The box that explains most of a light curve as a dip: epochs [from, to) at one lower flux. */
export interface BoxDip {
	from: number;
	to: number;
	/** Weighted mean flux of the other epochs. */
	base: number;
	/** base − weighted mean in the dip, > 0. */
	depth: number;
	/** Of base and dip together, and how much less than that of a constant. */
	chi2: number;
	deltaChi2: number;
	/** From half-way to the epoch before to half-way to the one after. */
	durationDays: number;
}

const FEWEST_EPOCHS = 2;
/** Above this many epochs only boxes of so many of the edges are tried. */
const MOST_EDGES = 400;

/**
 * Best dip of at least two epochs and at most half of them, from prefix sums (spec/vetting.md §3.5: depth, duration, fill). null
 * where no run of epochs is fainter than the rest.
 */
export function boxDip(
	mjd: Float64Array,
	{ flux, error }: { flux: Float64Array; error: Float64Array }
): BoxDip | null {
	const n = mjd.length;
	const weights = new Float64Array(n + 1);
	const sums = new Float64Array(n + 1);
	const origin = flux[0];
	let squares = 0;
	for (let i = 0; i < n; i += 1) {
		const weight = 1 / error[i] ** 2;
		weights[i + 1] = weights[i] + weight;
		sums[i + 1] = sums[i] + weight * (flux[i] - origin);
		squares += weight * (flux[i] - origin) ** 2;
	}
	const mean = sums[n] / weights[n];
	const stride = Math.max(1, Math.ceil(n / MOST_EDGES));
	const best = { from: 0, to: 0, deltaChi2: 0 };
	for (let from = 0; from < n; from += stride) {
		const end = Math.min(n, from + Math.floor(n / 2));
		for (let to = from + Math.max(FEWEST_EPOCHS, stride); to <= end; to += stride) {
			const inWeight = weights[to] - weights[from];
			// How much less is in the box than its weight's part of everything.
			const missing = inWeight * mean - (sums[to] - sums[from]);
			if (!(missing > 0)) continue;
			const deltaChi2 = (missing * missing * weights[n]) / (inWeight * (weights[n] - inWeight));
			if (!(deltaChi2 > best.deltaChi2)) continue;
			best.deltaChi2 = deltaChi2;
			best.from = from;
			best.to = to;
		}
	}
	if (best.to === 0) return null;
	const { from, to, deltaChi2 } = best;
	const inWeight = weights[to] - weights[from];
	const inside = (sums[to] - sums[from]) / inWeight;
	const outside = (sums[n] - sums[to] + sums[from]) / (weights[n] - inWeight);
	const constant = squares - sums[n] ** 2 / weights[n];
	return {
		...{ from, to, deltaChi2 },
		depth: outside - inside,
		base: outside + origin,
		chi2: Math.max(0, constant - deltaChi2),
		durationDays: duration(mjd, from, to)
	};
}

function duration(mjd: Float64Array, from: number, to: number): number {
	const last = mjd.length - 1;
	const begin = from > 0 ? (mjd[from - 1] + mjd[from]) / 2 : mjd[0];
	const end = to <= last ? (mjd[to - 1] + mjd[to]) / 2 : mjd[last];
	return end - begin;
}
