export interface FoundPeriod {
	periodDays: number;
	/** Share of the variance the sinusoid takes away, 0 to 1. */
	power: number;
	/** Chance that noise alone has such a peak anywhere in what was searched. */
	falseAlarm: number;
	/** What was searched, days. */
	shortestDays: number;
	longestDays: number;
}

/** Fewer points always fit three parameters and a period well. */
const FEWEST_POINTS = 6;
/** Grid steps to a resolution element 1/span, so that no peak falls between. */
const OVERSAMPLING = 8;
/** Frequencies times points: about half a second in a browser. The shortest periods are given up first. */
const MOST_WORK = 4e7;

/**
 * The period of the sinusoid that fits best: the generalised Lomb–Scargle periodogram with a floating mean and weights
 * err⁻² (Zechmeister & Kürster 2009, A&A 496, 577, eqs. 4–22), from `shortestDays` to the span of the epochs.
 * Errors that are missing weigh as the median error. Points that are not finite do not count. null with fewer than 6 epochs
 * at different times, or a light curve that is constant.
 * The false-alarm probability takes the frequencies 1/span apart as independent (their eq. 24 and §2.3).
 */
export function bestPeriod(
	mjd: ArrayLike<number>,
	flux: ArrayLike<number>,
	error: ArrayLike<number>,
	{ shortestDays = 2 * medianGap(mjd) } = {}
): FoundPeriod | null {
	const sample = weighedSample(mjd, flux, error);
	const times = [...new Set(sample.time)].sort((a, b) => a - b);
	if (times.length < FEWEST_POINTS || !(sample.variance > 0)) return null;
	const spanDays = times[times.length - 1] - times[0];
	const step = 1 / (OVERSAMPLING * spanDays);
	const n = sample.time.length;
	const wanted = Math.ceil(1 / shortestDays / step);
	const count = Math.max(OVERSAMPLING, Math.min(wanted, Math.floor(MOST_WORK / n)));
	const power = powers(sample, step, { from: OVERSAMPLING, count });
	let best = 0;
	for (let k = 1; k < power.length; k++) if (power[k] > power[best]) best = k;
	const frequency = (OVERSAMPLING + best) * step;
	const independent = Math.max(1, power.length / OVERSAMPLING);
	return {
		periodDays: 1 / refined(power, best, { frequency, step }),
		power: power[best],
		falseAlarm: 1 - (1 - Math.pow(1 - power[best], (n - 3) / 2)) ** independent,
		shortestDays: 1 / ((OVERSAMPLING + power.length - 1) * step),
		longestDays: spanDays
	};
}

/** Days since the first epoch, fluxes off their weighted mean, weights that sum to 1. */
interface Sample {
	time: Float64Array;
	flux: Float64Array;
	weight: Float64Array;
	/** Weighted variance of the flux. */
	variance: number;
}

function weighedSample(
	mjd: ArrayLike<number>,
	flux: ArrayLike<number>,
	error: ArrayLike<number>
): Sample {
	const rows = Array.from(mjd, (_, row) => row).filter(
		(row) => Number.isFinite(mjd[row]) && Number.isFinite(flux[row])
	);
	const good = rows.map((row) => error[row]).filter((e) => e > 0 && e < Infinity);
	const usual = good.sort((a, b) => a - b).at(good.length >> 1) ?? 1;
	const first = rows.reduce((least, row) => Math.min(least, mjd[row]), Infinity);
	const weight = Float64Array.from(rows, (row) =>
		error[row] > 0 && error[row] < Infinity ? (usual / error[row]) ** 2 : 1
	);
	const total = weight.reduce((sum, w) => sum + w, 0);
	let mean = 0;
	for (let i = 0; i < rows.length; i++) {
		weight[i] /= total;
		mean += weight[i] * flux[rows[i]];
	}
	const offset = Float64Array.from(rows, (row) => flux[row] - mean);
	return {
		time: Float64Array.from(rows, (row) => mjd[row] - first),
		flux: offset,
		weight,
		variance: offset.reduce((sum, f, i) => sum + weight[i] * f * f, 0)
	};
}

/**
 * Spacing of different times; the median, so that gaps between seasons do not decide. Twice it is the shortest period that
 * even epochs tell from a longer one. NaN for a single time.
 */
export function medianGap(mjd: ArrayLike<number>): number {
	const times = [...new Set(Array.from(mjd).filter(Number.isFinite))].sort((a, b) => a - b);
	const gaps = times.slice(1).map((time, i) => time - times[i]);
	return gaps.sort((a, b) => a - b).at(gaps.length >> 1) ?? NaN;
}

/** Power at the frequencies (from + k)·step. */
function powers(
	{ time, flux, weight, variance }: Sample,
	step: number,
	{ from, count }: { from: number; count: number }
): Float64Array {
	const n = time.length;
	const power = new Float64Array(Math.max(1, count - from));
	// cos and sin at each point, turned from frequency to frequency by a fixed angle: four products instead of two calls.
	const cosine = Float64Array.from(time, (t) => Math.cos(2 * Math.PI * from * step * t));
	const sine = Float64Array.from(time, (t) => Math.sin(2 * Math.PI * from * step * t));
	const cosTurn = Float64Array.from(time, (t) => Math.cos(2 * Math.PI * step * t));
	const sinTurn = Float64Array.from(time, (t) => Math.sin(2 * Math.PI * step * t));
	for (let k = 0; k < power.length; k++) {
		let [c, s, yc, ys, cc, cs] = [0, 0, 0, 0, 0, 0];
		for (let i = 0; i < n; i++) {
			const [x, y, w] = [cosine[i], sine[i], weight[i]];
			c += w * x;
			s += w * y;
			yc += w * flux[i] * x;
			ys += w * flux[i] * y;
			cc += w * x * x;
			cs += w * x * y;
			cosine[i] = x * cosTurn[i] - y * sinTurn[i];
			sine[i] = y * cosTurn[i] + x * sinTurn[i];
		}
		const ss = 1 - cc - s * s;
		const cc2 = cc - c * c;
		const cs2 = cs - c * s;
		const determinant = cc2 * ss - cs2 * cs2;
		// Degenerate where all points fall on the same phase: nothing can be told there.
		if (!(determinant > 1e-9)) continue;
		power[k] = (ss * yc * yc + cc2 * ys * ys - 2 * cs2 * yc * ys) / (variance * determinant);
	}
	return power;
}

/** Frequency at the top of the parabola through the highest power and its neighbours. */
function refined(
	power: Float64Array,
	best: number,
	{ frequency, step }: { frequency: number; step: number }
): number {
	if (best === 0 || best === power.length - 1) return frequency;
	const [left, top, right] = [power[best - 1], power[best], power[best + 1]];
	const bend = left - 2 * top + right;
	return bend < 0 ? frequency + (step * (left - right)) / (2 * bend) : frequency;
}
