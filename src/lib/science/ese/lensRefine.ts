import { minimise } from '../stats/minimise.ts';
import type { Epochs } from './epochs.ts';
import { ALPHA_RANGE, SIGMA_RANGE } from './lensAtlas.ts';
import { type Lens, lensModel, type LensMatch } from './lensSearch.ts';
import type { WhitenedEpochs } from './noise.ts';
import { matchModel } from './noiseMatch.ts';

/** Lenses are seldom very lopsided. */
const LN_EGRESS = { centre: 0, sigma: 0.35 };
/** The source's size and the strength are hardly constrained by shallow dips: weak priors keep them on the atlas. */
const LN_ALPHA = { centre: Math.log(5), sigma: 1.5 };
const LN_SIGMA = { centre: Math.log(0.6), sigma: 0.9 };
const MOST_EVALUATIONS = 110;

/** Follows a lens uphill in all its parameters; χ² and weak priors together. */
export function refineLens(
	through: WhitenedEpochs,
	{ lens: start, lnPrior }: LensMatch
): LensMatch {
	const { epochs } = through;
	const spacing = (epochs.lastMjd - epochs.firstMjd) / Math.max(1, epochs.n / epochs.bands.length);
	const lensAt = (x: readonly number[]): Lens => ({
		t0Mjd: start.t0Mjd + x[0] * start.widthDays,
		widthDays: start.widthDays * Math.exp(x[1]),
		alpha: start.alpha * Math.exp(x[2]),
		sigmaS: start.sigmaS * Math.exp(x[3]),
		egress: start.egress * Math.exp(x[4]),
		chromatic: start.chromatic
	});
	const scratch = new Float64Array(epochs.n);
	const { x } = minimise(
		(place) => {
			const lens = lensAt(place);
			if (!isOnAtlas(lens) || lens.widthDays < spacing / 2 || isTooWide(epochs, lens))
				return Infinity;
			return lensPenalty(lens) - lensGain(through, lens, scratch);
		},
		[0, 0, 0, 0, 0],
		{ steps: [0.1, 0.2, 0.4, 0.3, 0.2], mostEvaluations: MOST_EVALUATIONS, tolerance: 0.01 }
	);
	const lens = lensAt(x);
	return { lens, deltaChi2: lensGain(through, lens), lnPrior };
}

/** Gain in χ² over a constant source; 0 where the lens would have to brighten the source. */
export function lensGain(
	through: WhitenedEpochs,
	lens: Lens,
	scratch?: Float64Array<ArrayBuffer>
): number {
	const { gain, match } = matchModel(through, lensModel(through.epochs, lens, scratch));
	return match > 0 && gain > 0 ? match ** 2 / gain : 0;
}

export function isOnAtlas({ alpha, sigmaS }: Lens): boolean {
	return (
		alpha >= ALPHA_RANGE.low &&
		alpha <= ALPHA_RANGE.high &&
		sigmaS >= SIGMA_RANGE.low &&
		sigmaS <= SIGMA_RANGE.high
	);
}

/** Of a dip far wider than the light curve only a line is seen, which some enormous amplitude fits to any precision. */
export function isTooWide({ firstMjd, lastMjd }: Epochs, { widthDays }: Lens): boolean {
	return widthDays > 2 * (lastMjd - firstMjd);
}

/** Weak priors as an addition to χ². */
export function lensPenalty(lens: Lens): number {
	return lensPriorSlope(lens).reduce((sum, { pull, precision }) => sum + pull ** 2 / precision, 0);
}

/** The weak priors as measurements of ln α, ln σ_s and ln egress, by the parameter's place: precision and (centre − value) times it. */
export function lensPriorSlope({ alpha, sigmaS, egress }: Lens) {
	const measured = (parameter: number, value: number, prior: { centre: number; sigma: number }) => {
		const precision = 1 / prior.sigma ** 2;
		return { parameter, precision, pull: (prior.centre - value) * precision };
	};
	return [
		measured(2, Math.log(alpha), LN_ALPHA),
		measured(3, Math.log(sigmaS), LN_SIGMA),
		measured(4, Math.log(egress), LN_EGRESS)
	];
}
