import { LIVE_DEFAULTS } from './livePosterior.ts';

/**
 * What may be assumed of an item while the votes on it are sealed: how sure it would be if its `votes` votes, each of a
 * newcomer, agreed on some class. It depends on nothing but their number, which everyone sees; that the first class leads
 * stands for any.
 */
export function sealedPosterior(votes: number, classes: number): Float64Array {
	if (classes < 2) return new Float64Array(classes).fill(1);
	const { accuracy } = LIVE_DEFAULTS;
	const odds = (accuracy / ((1 - accuracy) / (classes - 1))) ** votes;
	const posterior = new Float64Array(classes).fill(1 / (odds + classes - 1));
	posterior[0] = odds / (odds + classes - 1);
	return posterior;
}
