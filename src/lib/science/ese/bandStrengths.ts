import type { Band } from './epochs.ts';
import { ALPHA_RANGE, excessAt, lensShape } from './lensAtlas.ts';
import type { Lens } from './lensSearch.ts';
import type { PolishedLens } from './lensPolish.ts';
import type { WhitenedEpochs } from './noise.ts';

/** How strong a lens looks in one band alone. */
export interface BandStrength {
	frequencyMhz: number;
	/** NaN where the band does not tell. */
	alpha: number;
	/** Standard error of ln α. */
	lnAlphaError: number;
}

const STEPS = 60;
/** Halvings of an interval in ln α. */
const HALVINGS = 30;

/**
 * α of each band by itself, where t₀, τ, σ_s and the compact fraction are as they were fitted to all bands: the test that α ∝ λ²
 * needs no index to be seen. The error is where χ² has risen by 1.
 */
export function bandStrengths(
	{ epochs }: WhitenedEpochs,
	{ lens, fraction }: Pick<PolishedLens, 'lens' | 'fraction'>
): BandStrength[] {
	return epochs.bands.map((band) => ({
		frequencyMhz: band.frequencyMhz,
		...minimumOf((lnAlpha) => chi2Of(epochs, band, { lens, fraction, alpha: Math.exp(lnAlpha) }))
	}));
}

/** χ² of a band under a lens of this strength in it, the level fitted. */
function chi2Of(
	{ mjd, excess, variance }: WhitenedEpochs['epochs'],
	{ from, to }: Band,
	{ lens, fraction, alpha }: { lens: Lens; fraction: number; alpha: number }
): number {
	const tau = lens.widthDays / lensShape(lens.alpha, lens.sigmaS).fwhm;
	const shape = lensShape(alpha, lens.sigmaS);
	let weights = 0;
	let sum = 0;
	let squares = 0;
	for (let i = from; i < to; i += 1) {
		const since = mjd[i] - lens.t0Mjd;
		const uPrime = since / (since > 0 ? tau * lens.egress : tau);
		const left = excess[i] - fraction * excessAt(shape, uPrime);
		weights += 1 / variance[i];
		sum += left / variance[i];
		squares += left ** 2 / variance[i];
	}
	return squares - sum ** 2 / weights;
}

const LOW = Math.log(ALPHA_RANGE.low);
const HIGH = Math.log(ALPHA_RANGE.high);

/** Where χ² is lowest and how far from there it has risen by 1, the mean of both sides; NaN where it does not rise on both. */
function minimumOf(chi2: (lnAlpha: number) => number): Omit<BandStrength, 'frequencyMhz'> {
	const step = (HIGH - LOW) / STEPS;
	const coarse = Array.from({ length: STEPS + 1 }, (_, k) => LOW + k * step);
	const start = coarse.reduce((best, at) => (chi2(at) < chi2(best) ? at : best));
	const best = lowestNear(chi2, { start, step });
	const height = chi2(best) + 1;
	const [below, above] = [LOW, HIGH].map((end) => crossing(chi2, { from: best, end, height }));
	const isTold = Number.isFinite(below + above);
	return {
		alpha: isTold ? Math.exp(best) : NaN,
		lnAlphaError: isTold ? (above - below) / 2 : NaN
	};
}

/** Thirds of the interval about a minimum of the grid are cut off until nothing is left of it. */
function lowestNear(
	chi2: (lnAlpha: number) => number,
	{ start, step }: { start: number; step: number }
): number {
	let [low, high] = [Math.max(LOW, start - step), Math.min(HIGH, start + step)];
	for (let k = 0; k < HALVINGS; k += 1) {
		const third = (high - low) / 3;
		if (chi2(low + third) < chi2(high - third)) high -= third;
		else low += third;
	}
	return (low + high) / 2;
}

/** Where between a minimum and an end χ² reaches a height; NaN if not even there. */
function crossing(
	chi2: (lnAlpha: number) => number,
	{ from, end, height }: { from: number; end: number; height: number }
): number {
	if (!(chi2(end) >= height)) return NaN;
	let [inside, outside] = [from, end];
	for (let k = 0; k < HALVINGS; k += 1) {
		const middle = (inside + outside) / 2;
		if (chi2(middle) >= height) outside = middle;
		else inside = middle;
	}
	return outside;
}
