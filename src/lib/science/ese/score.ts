import { lnSumExp } from './evidence.ts';
import type { Explanations } from './explanations.ts';
import { scoreFeatures } from './scoreFeatures.ts';
import { type ClassModel, MANY_BANDS, ONE_BAND } from './scoreModel.ts';

/** ESEs among sources, for the score to be a probability: of the order of what a year of daily monitoring found (§3.1). */
const PRIOR = 0.01;
/** Beyond this the models know nothing. */
const SURE = 30;

/**
 * The probability that a light curve is a scattering event, by a multinomial logistic model over the classes of simulated sources:
 * ln odds = s_ese − ln Σ e^{s_k} + ln odds of the prior, s_k linear in the features and in their products with ln(n/50).
 */
export function eseProbability(explanations: Explanations): number {
	const { lens: _lens, ordinary, white } = explanations;
	const { n, bands } = white.epochs;
	const features = scoreFeatures(explanations, lnSumExp(Object.values(ordinary)));
	const model = bands.length > 1 ? MANY_BANDS : ONE_BAND;
	const lnOdds = classLnOdds(model, withEpochs(features, n / bands.length));
	const softened = SURE * Math.tanh(lnOdds / SURE);
	return 1 / (1 + Math.exp(-(softened + Math.log(PRIOR / (1 - PRIOR)))));
}

/** Features and their products with the logarithm of the epochs per band: what is telling with 120 epochs may not be with 25. */
export function withEpochs(features: readonly number[], epochs: number): number[] {
	const many = Math.min(2, Math.max(-2, Math.log(epochs / 50)));
	return [1, many, ...features, ...features.map((feature) => feature * many)];
}

/** ln odds of the first class against all others together, each class being as likely as any. */
function classLnOdds({ centres, widths, coefficients }: ClassModel, inputs: number[]): number {
	const standard = inputs.map((x, i) => bounded((x - centres[i]) / widths[i]));
	const [ese, ...others] = coefficients.map((row) =>
		row.reduce((sum, coefficient, i) => sum + coefficient * standard[i], 0)
	);
	return ese - lnSumExp(others);
}

/** Linear only within what was seen in training. */
function bounded(standard: number): number {
	return Math.min(5, Math.max(-5, standard));
}
