import { invertPositive } from '../stats/invert.ts';
import { isOnAtlas, isTooWide, lensGain, lensPenalty, lensPriorSlope } from './lensRefine.ts';
import type { Epochs } from './epochs.ts';
import { type Lens, lensModel } from './lensSearch.ts';
import { dot, type WhitenedEpochs, whitenModel } from './noise.ts';

/** A lens at its best, and the covariance of what was fitted. */
export interface PolishedLens {
	lens: Lens;
	deltaChi2: number;
	/** f */
	fraction: number;
	/**
	 * Of t₀ (in widths), ln width, ln α, ln σ_s, ln egress, the exponent of the colour if that was free, and f; null where the
	 * light curve does not constrain them.
	 */
	covariance: number[][] | null;
}

const MOST_ROUNDS = 8;
/** Ends when a step gains less than this in χ². */
const LEAST_GAIN = 0.01;
/** Steps of the numerical slopes: t₀ in widths, the colour as it is, logarithms of the others. */
const STEPS = [0.02, 0.02, 0.05, 0.05, 0.03, 0.1];
const COLOUR_RANGE = { low: -2, high: 5 };

/**
 * Levenberg–Marquardt from a lens that is nearly right, over its parameters and the compact fraction at once; weak priors count as
 * measurements. Errors are those of the linearised model at the minimum: where χ² has risen by 1 in the profile of each parameter.
 */
export function polishLens(
	white: WhitenedEpochs,
	start: Lens,
	{ freeColour }: { freeColour: boolean }
): PolishedLens {
	const free = freeColour ? STEPS.length : STEPS.length - 1;
	let here = linearised(white, start, free);
	let damping = 0.01;
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		const step = stepFrom(here, damping);
		const there =
			step && isAllowed(white.epochs, moved(here.lens, step)) ? moved(here.lens, step) : null;
		const cost = there ? lensPenalty(there) - lensGain(white, there) : Infinity;
		if (!there || !(cost < here.cost)) {
			damping *= 8;
			continue;
		}
		const gained = here.cost - cost;
		here = linearised(white, there, free);
		damping /= 5;
		if (gained < LEAST_GAIN) break;
	}
	return {
		lens: here.lens,
		deltaChi2: lensGain(white, here.lens),
		fraction: here.fraction,
		covariance: invertPositive(here.normal)
	};
}

interface Linearised {
	lens: Lens;
	fraction: number;
	/** Penalty less Δχ², to be minimised. */
	cost: number;
	/** JᵀJ and Jᵀ·residual, priors included, the fraction last. */
	normal: number[][];
	slope: number[];
}

function linearised(white: WhitenedEpochs, lens: Lens, free: number): Linearised {
	const { epochs, flux } = white;
	const model = whitenModel(white, lensModel(epochs, lens));
	const square = dot(model, model);
	const fraction = square > 0 ? Math.max(0, dot(model, flux) / square) : 0;
	const residual = new Float64Array(epochs.n);
	for (let i = 0; i < epochs.n; i += 1) residual[i] = flux[i] - fraction * model[i];
	const columns = STEPS.slice(0, free).map((_, k) =>
		whitenModel(white, slopeAlong(epochs, lens, k, fraction))
	);
	columns.push(model);
	const normal = columns.map(() => new Array<number>(columns.length).fill(0));
	columns.forEach((column, i) => {
		for (let j = 0; j <= i; j += 1) normal[i][j] = normal[j][i] = dot(column, columns[j]);
	});
	const slope = columns.map((column) => dot(column, residual));
	lensPriorSlope(lens).forEach(({ parameter, precision, pull }) => {
		normal[parameter][parameter] += precision;
		slope[parameter] += pull;
	});
	return { lens, fraction, cost: lensPenalty(lens) - lensGain(white, lens), normal, slope };
}

/** Of the flux along one parameter. */
function slopeAlong(epochs: Epochs, lens: Lens, parameter: number, fraction: number) {
	const step = STEPS[parameter];
	const by = STEPS.map((_, i) => (i === parameter ? step : 0));
	const slope = lensModel(epochs, moved(lens, by));
	by[parameter] = -step;
	const before = lensModel(epochs, moved(lens, by));
	const scale = fraction / (2 * step);
	for (let i = 0; i < epochs.n; i += 1) slope[i] = scale * (slope[i] - before[i]);
	return slope;
}

/** The damped Gauss–Newton step of the lens's own parameters; null where it is not defined. */
function stepFrom({ normal, slope }: Linearised, damping: number): number[] | null {
	const damped = normal.map((row, i) => row.map((x, j) => (i === j ? x * (1 + damping) : x)));
	const inverse = invertPositive(damped);
	if (!inverse) return null;
	return inverse.slice(0, -1).map((row) => row.reduce((sum, x, k) => sum + x * slope[k], 0));
}

function moved(lens: Lens, by: readonly number[]): Lens {
	return {
		t0Mjd: lens.t0Mjd + by[0] * lens.widthDays,
		widthDays: lens.widthDays * Math.exp(by[1]),
		alpha: lens.alpha * Math.exp(by[2]),
		sigmaS: lens.sigmaS * Math.exp(by[3]),
		egress: lens.egress * Math.exp(by[4]),
		chromatic: lens.chromatic + (by[5] ?? 0)
	};
}

function isAllowed(epochs: Epochs, lens: Lens): boolean {
	return (
		isOnAtlas(lens) &&
		!isTooWide(epochs, lens) &&
		Number.isFinite(lens.t0Mjd) &&
		lens.chromatic >= COLOUR_RANGE.low &&
		lens.chromatic <= COLOUR_RANGE.high
	);
}
