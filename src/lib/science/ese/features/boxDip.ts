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
	const stride = Math.max(1, Math.ceil(n / MOST_EDGES));
	let best: BoxDip | null = null;
	for (let from = 0; from < n; from += stride) {
		const end = Math.min(n, from + Math.floor(n / 2));
		for (let to = from + Math.max(FEWEST_EPOCHS, stride); to <= end; to += stride) {
			const inWeight = weights[to] - weights[from];
			const inMean = (sums[to] - sums[from]) / inWeight;
			const outWeight = weights[n] - inWeight;
			const outMean = (sums[n] - sums[to] + sums[from]) / outWeight;
			const depth = outMean - inMean;
			const deltaChi2 = (depth ** 2 * inWeight * outWeight) / weights[n];
			if (!(depth > 0) || !(deltaChi2 > (best?.deltaChi2 ?? 0))) continue;
			const constant = squares - sums[n] ** 2 / weights[n];
			best = {
				...{ from, to, depth, deltaChi2 },
				base: outMean + origin,
				chi2: Math.max(0, constant - deltaChi2),
				durationDays: duration(mjd, from, to)
			};
		}
	}
	return best;
}

function duration(mjd: Float64Array, from: number, to: number): number {
	const last = mjd.length - 1;
	const begin = from > 0 ? (mjd[from - 1] + mjd[from]) / 2 : mjd[0];
	const end = to <= last ? (mjd[to - 1] + mjd[to]) / 2 : mjd[last];
	return end - begin;
}
