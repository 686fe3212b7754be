import type { Epochs } from './epochs.ts';
import { minimise } from '../stats/minimise.ts';
import { whiteSums, type WhiteSums } from './whiteSums.ts';
import type { WhitenedEpochs } from './noise.ts';
import { matchModel } from './noiseMatch.ts';

/** A burst: e^{(t−t_p)/rise} before the peak, e^{−(t−t_p)/decay} after it. */
export interface Flare {
	peakMjd: number;
	riseDays: number;
	decayDays: number;
}

const RISES = [1, 5, 20];
const DECAYS = [4, 12, 36, 100];

/** Written into `model`. */
export function flareModel(
	{ mjd, n }: Epochs,
	{ peakMjd, riseDays, decayDays }: Flare,
	model = new Float64Array(n)
): Float64Array {
	for (let i = 0; i < n; i += 1) {
		const since = mjd[i] - peakMjd;
		model[i] = Math.exp(since < 0 ? since / riseDays : -since / decayDays);
	}
	return model;
}

/** The flares that gain most over a constant source in white noise, the same in all bands, with their peak on an epoch. */
export function bestFlares(epochs: Epochs, most: number): { flares: Flare[]; tried: number } {
	const moments = [...new Set(epochs.mjd)].sort((a, b) => a - b);
	const white = whiteSums(epochs);
	const rising = RISES.map((days) => expSums(white, moments, days));
	const decaying = DECAYS.map((days) => expSums(white, moments, -days));
	const found: { flare: Flare; deltaChi2: number }[] = [];
	let tried = 0;
	let worst = 0;
	RISES.forEach((riseDays, rise) => {
		DECAYS.forEach((decayDays, decay) => {
			if (riseDays > decayDays) return;
			tried += moments.length;
			moments.forEach((peakMjd, k) => {
				const deltaChi2 = gainAt(k, rising[rise], decaying[decay]);
				if (deltaChi2 <= worst) return;
				found.push({ flare: { peakMjd, riseDays, decayDays }, deltaChi2 });
				found.sort((a, b) => b.deltaChi2 - a.deltaChi2);
				if (found.length > most) found.pop();
				if (found.length === most) worst = found[most - 1].deltaChi2;
			});
		});
	});
	return { flares: found.map(({ flare }) => flare), tried };
}

const RISE_RANGE = { low: 0.3, high: 60 };
const DECAY_RANGE = { low: 2, high: 300 };

/** Follows a flare uphill in time, rise and decay. */
export function refineFlare(through: WhitenedEpochs, start: Flare): Flare {
	const flareAt = ([shift, rise, decay]: readonly number[]): Flare => ({
		peakMjd: start.peakMjd + shift * start.decayDays,
		riseDays: start.riseDays * Math.exp(rise),
		decayDays: start.decayDays * Math.exp(decay)
	});
	const scratch = new Float64Array(through.epochs.n);
	const { x } = minimise(
		(place) => {
			const flare = flareAt(place);
			if (!isWithin(flare.riseDays, RISE_RANGE) || !isWithin(flare.decayDays, DECAY_RANGE))
				return Infinity;
			const { gain, match } = matchModel(through, flareModel(through.epochs, flare, scratch));
			return match > 0 && gain > 0 ? -(match ** 2) / gain : 0;
		},
		[0, 0, 0],
		{ steps: [0.2, 0.5, 0.4], mostEvaluations: 60, tolerance: 0.02 }
	);
	return flareAt(x);
}

function isWithin(value: number, { low, high }: { low: number; high: number }): boolean {
	return value >= low && value <= high;
}

/** Sums over epochs before (or from) each moment, weighted with one exponential; a row per band. */
interface ExpSums {
	sum: Float64Array[];
	squares: Float64Array[];
	match: Float64Array[];
	total: number[];
}

/**
 * Σ w·m, Σ w·m² and Σ m·residual for m = e^{−|t − moment|/days}, in O(n) by their recursion: over epochs before each moment if days
 * is positive, from each moment on if it is negative.
 */
function expSums(white: WhiteSums, moments: number[], days: number): ExpSums {
	const { epochs, weight, residual, total } = white;
	const rows = () => epochs.bands.map(() => new Float64Array(moments.length));
	const sums: ExpSums = { sum: rows(), squares: rows(), match: rows(), total };
	const isBefore = days > 0;
	const order = isBefore ? moments.keys() : [...moments.keys()].reverse();
	const places = [...order];
	epochs.bands.forEach(({ from, to }, band) => {
		let next = isBefore ? from : to - 1;
		let sum = 0;
		let squares = 0;
		let match = 0;
		let previous = moments[places[0]];
		for (const k of places) {
			const fade = Math.exp(-Math.abs((moments[k] - previous) / days));
			previous = moments[k];
			sum *= fade;
			squares *= fade * fade;
			match *= fade;
			// Epochs at the moment itself belong to the decay: added before the sums are noted there, after for the rise.
			if (isBefore) note(sums, band, k, sum, squares, match);
			for (
				;
				isBefore
					? next < to && epochs.mjd[next] <= moments[k]
					: next >= from && epochs.mjd[next] >= moments[k];
				next += isBefore ? 1 : -1
			) {
				sum += weight[next];
				squares += weight[next];
				match += residual[next];
			}
			if (!isBefore) note(sums, band, k, sum, squares, match);
		}
	});
	return sums;
}

function note(sums: ExpSums, band: number, k: number, sum: number, squares: number, match: number) {
	sums.sum[band][k] = sum;
	sums.squares[band][k] = squares;
	sums.match[band][k] = match;
}

/** Gain in χ² over a constant source; 0 where the flare would be negative. */
function gainAt(k: number, rise: ExpSums, decay: ExpSums): number {
	let gain = 0;
	let match = 0;
	for (let band = 0; band < rise.total.length; band += 1) {
		const sum = rise.sum[band][k] + decay.sum[band][k];
		gain += rise.squares[band][k] + decay.squares[band][k] - sum ** 2 / rise.total[band];
		match += rise.match[band][k] + decay.match[band][k];
	}
	return match > 0 && gain > 0 ? match ** 2 / gain : 0;
}
