import { median, medianInPlace } from '../stats/median.ts';
import { rowsByBand } from '../variability/bands.ts';

/** A light curve as measured: any order, mJy and MHz; NaN means not measured. */
export interface LightCurve {
	mjd: ArrayLike<number>;
	frequencyMhz: ArrayLike<number>;
	fluxMjy: ArrayLike<number>;
	fluxErrMjy: ArrayLike<number>;
}

/** What models are fitted to: bands ascending in frequency one after the other, each ascending in time. */
export interface Epochs {
	n: number;
	mjd: Float64Array;
	/** Relative to the level of the band: 0 is as usual, −0.4 a dip by 40 %. */
	excess: Float64Array;
	/** Relative variance of the measurement. */
	variance: Float64Array;
	bands: Band[];
	/** Earliest and latest epoch of any band. */
	firstMjd: number;
	lastMjd: number;
}

export interface Band {
	frequencyMhz: number;
	/** Epochs [from, to). */
	from: number;
	to: number;
	/** Flux that counts as 1. */
	levelMjy: number;
}

/** More epochs of a band than this are averaged in time: nothing we look for lasts less than a thousandth of the season. */
const MOST_EPOCHS = 1000;
/** No flux scale is known better than this, whatever the errors say. */
const LEAST_RELATIVE_ERROR = 0.01;
/** Beyond this a flux over the usual one is no measurement; squares of such stay finite. */
const MOST_RELATIVE = 1e4;

/**
 * The bands of a light curve, ascending in frequency, each ascending in time. What cannot be used (no finite time and flux, no
 * positive frequency and error) is left out.
 */
export function usableBands(curve: LightCurve): BandColumns[] {
	const { mjd, frequencyMhz } = curve;
	const usable = Array.from(mjd, (_, i) => i).filter((i) => isUsable(curve, i));
	return rowsByBand(frequencyMhz, usable)
		.map((rows) => rows.sort((a, b) => mjd[a] - mjd[b] || a - b))
		.map((rows) => columnsOf(curve, rows));
}

/** Thins and scales a light curve for the models. */
export function relativeEpochs(columns: readonly BandColumns[]): Epochs {
	const bands = columns.map((band) => scaled(thinned(band)));
	const n = bands.reduce((sum, band) => sum + band.mjd.length, 0);
	const epochs: Epochs = {
		n,
		mjd: new Float64Array(n),
		excess: new Float64Array(n),
		variance: new Float64Array(n),
		bands: [],
		firstMjd: Infinity,
		lastMjd: -Infinity
	};
	for (const band of bands) append(epochs, band);
	return epochs;
}

function isUsable({ mjd, frequencyMhz, fluxMjy, fluxErrMjy }: LightCurve, i: number): boolean {
	const isPositive = (value: number) => value > 0 && value < Infinity;
	return (
		Number.isFinite(mjd[i]) &&
		Number.isFinite(fluxMjy[i]) &&
		isPositive(fluxErrMjy[i]) &&
		isPositive(frequencyMhz[i])
	);
}

/** One band as measured, mJy. */
export interface BandColumns {
	frequencyMhz: number;
	mjd: Float64Array;
	flux: Float64Array;
	error: Float64Array;
}

function columnsOf(curve: LightCurve, rows: number[]): BandColumns {
	const frequencies = rows.map((i) => curve.frequencyMhz[i]);
	return {
		frequencyMhz: median(frequencies),
		mjd: Float64Array.from(rows, (i) => curve.mjd[i]),
		flux: Float64Array.from(rows, (i) => curve.fluxMjy[i]),
		error: Float64Array.from(rows, (i) => curve.fluxErrMjy[i])
	};
}

/** Weighted means over equal stretches of time where there are more epochs than the models need. */
function thinned(band: BandColumns): BandColumns {
	const n = band.mjd.length;
	if (n <= MOST_EPOCHS) return band;
	const stretch = (band.mjd[n - 1] - band.mjd[0]) / MOST_EPOCHS;
	const means = { mjd: [] as number[], flux: [] as number[], error: [] as number[] };
	for (let from = 0; from < n;) {
		let to = from + 1;
		while (to < n && band.mjd[to] - band.mjd[from] < stretch) to += 1;
		// A stretch without length (all epochs at one time) is one mean.
		if (stretch === 0) to = n;
		let weights = 0;
		let sumTime = 0;
		let sumFlux = 0;
		for (let i = from; i < to; i += 1) {
			const weight = 1 / band.error[i] ** 2;
			weights += weight;
			sumTime += weight * (band.mjd[i] - band.mjd[from]);
			sumFlux += weight * band.flux[i];
		}
		means.mjd.push(band.mjd[from] + sumTime / weights);
		means.flux.push(sumFlux / weights);
		means.error.push(Math.sqrt(1 / weights));
		from = to;
	}
	return {
		frequencyMhz: band.frequencyMhz,
		mjd: Float64Array.from(means.mjd),
		flux: Float64Array.from(means.flux),
		error: Float64Array.from(means.error)
	};
}

/** Fluxes over the level, which is the median flux, or the typical error where nothing is seen. */
function scaled(band: BandColumns): BandColumns & { levelMjy: number } {
	const levelMjy = Math.max(medianInPlace(band.flux.slice()), medianInPlace(band.error.slice()));
	return {
		...band,
		levelMjy,
		flux: band.flux.map((flux) => bounded(flux / levelMjy - 1)),
		error: band.error.map((error) => bounded(Math.hypot(error / levelMjy, LEAST_RELATIVE_ERROR)))
	};
}

function bounded(relative: number): number {
	return Math.min(MOST_RELATIVE, Math.max(-MOST_RELATIVE, relative));
}

function append(epochs: Epochs, band: ReturnType<typeof scaled>): void {
	const from = epochs.bands.at(-1)?.to ?? 0;
	const to = from + band.mjd.length;
	epochs.mjd.set(band.mjd, from);
	epochs.excess.set(band.flux, from);
	epochs.variance.set(
		band.error.map((error) => error * error),
		from
	);
	epochs.bands.push({ frequencyMhz: band.frequencyMhz, from, to, levelMjy: band.levelMjy });
	epochs.firstMjd = Math.min(epochs.firstMjd, band.mjd[0]);
	epochs.lastMjd = Math.max(epochs.lastMjd, band.mjd[band.mjd.length - 1]);
}
