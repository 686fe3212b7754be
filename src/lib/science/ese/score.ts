import { lnSumExp } from './evidence.ts';
import type { Explanations } from './explanations.ts';
import { scoreFeatures } from './scoreFeatures.ts';
import { MANY_BANDS } from './scoreManyBands.ts';
import type { ClassModel } from './scoreModel.ts';
import { ONE_BAND } from './scoreOneBand.ts';

/** ESEs among sources, for the score to be a probability: of the order of what a year of daily monitoring found (§3.1). */
const PRIOR = 0.01;
/** Beyond this the models know nothing. */
const SURE = 30;

/**
 * The probability that a light curve is a scattering event: ln odds = s_ese − ln Σ e^{s_k} + ln odds of the prior, with the scores s_k
 * of the classes of simulated sources by a layer of rectified units over the features and ln(n/50), for what is telling with 120 epochs may not
 * be with 25.
 */
export function eseProbability(explanations: Explanations): number {
	const { n, bands } = explanations.white.epochs;
	const model = bands.length > 1 ? MANY_BANDS : ONE_BAND;
	const lnOdds = classLnOdds(model, withEpochs(scoreFeatures(explanations), n / bands.length));
	const softened = SURE * Math.tanh(lnOdds / SURE);
	return 1 / (1 + Math.exp(-(softened + Math.log(PRIOR / (1 - PRIOR)))));
}

/** Features and the logarithm of the epochs per band. */
export function withEpochs(features: readonly number[], epochs: number): number[] {
	return [Math.min(2, Math.max(-2, Math.log(epochs / 50))), ...features];
}

/** ln odds of the first class against all others together. */
function classLnOdds({ centres, widths, hidden, classes }: ClassModel, inputs: number[]): number {
	const standard = inputs.map((x, i) => bounded((x - centres[i]) / widths[i]));
	const units = hidden.map((row) => Math.max(0, weighed(row, standard)));
	const [ese, ...others] = classes.map((row) => weighed(row, units));
	return ese - lnSumExp(others);
}

/** A constant and a coefficient for each value. */
function weighed(
	[constant, ...coefficients]: readonly number[],
	values: readonly number[]
): number {
	return coefficients.reduce((sum, coefficient, i) => sum + coefficient * values[i], constant);
}

/** Nothing is known beyond what was seen in training. */
function bounded(standard: number): number {
	return Math.min(5, Math.max(-5, standard));
}
