import { countsByItem, type Ratings } from './ratings.ts';

export interface DawidSkeneOptions {
	/** Dirichlet pseudo-counts in every cell of a person's matrix (0: maximum likelihood, as in the paper). */
	smoothing?: number;
	/** The same in every class's share of the items. */
	priorSmoothing?: number;
	/** Class posteriors to begin with, item after item; the shares of the votes by default, as in the paper. */
	start?: Float64Array;
	/** Stops when no posterior moves by more. */
	tolerance?: number;
	maxIterations?: number;
}

export interface DawidSkeneFit {
	/** Share p_j of the items that are of each class. */
	priors: Float64Array;
	/** P(person says l | item is j), person after person, row j after row. Rows of classes never met are even. */
	confusions: Float64Array;
	/** Votes by which each row is known: person after person, Σ of the posteriors of class j over the person's votes. */
	support: Float64Array;
	/** P(item is j), item after item. */
	posteriors: Float64Array;
	/** ln of the likelihood of all votes. */
	logLikelihood: number;
	/** M and E steps done, one of each. */
	iterations: number;
	converged: boolean;
}

/**
 * Dawid & Skene (1979): the classes of the items, how common each is and how each person confuses them, by
 * expectation–maximisation from votes alone (spec/vetting.md §4.2). In logarithms. Needs at least one vote per item.
 * The likelihood has several maxima; `fitWithRestarts` looks for others.
 */
export function fitDawidSkene(ratings: Ratings, options: DawidSkeneOptions = {}): DawidSkeneFit {
	const { tolerance = 1e-9, maxIterations = 2000, start } = options;
	const posteriors = start ? start.slice() : voteShares(ratings);
	let model = maximise(ratings, posteriors, options);
	let logLikelihood = -Infinity;
	let converged = false;
	let iterations = 0;
	while (!converged && iterations < maxIterations) {
		iterations += 1;
		const expected = expect(ratings, model, posteriors);
		logLikelihood = expected.logLikelihood;
		converged = expected.moved <= tolerance;
		// The model stays the one that the posteriors and the likelihood belong to.
		if (!converged && iterations < maxIterations) model = maximise(ratings, posteriors, options);
	}
	return { ...model, posteriors, logLikelihood, iterations, converged };
}

/** The share of each item's votes that each class got, item after item. */
export function voteShares(ratings: Ratings): Float64Array {
	const size = ratings.classes.length;
	const shares = countsByItem(ratings);
	for (let from = 0; from < shares.length; from += size) normalise(shares, from, size);
	return shares;
}

type Model = Pick<DawidSkeneFit, 'priors' | 'confusions' | 'support'>;

/** M step: π^k_jl = Σ_i T_ij n^k_il / Σ_l Σ_i T_ij n^k_il and p_j = mean T_ij. */
function maximise(
	{ people, items, classes, item, person, label }: Ratings,
	posteriors: Float64Array,
	{ smoothing = 0, priorSmoothing = 0 }: DawidSkeneOptions
): Model {
	const size = classes.length;
	const confusions = new Float64Array(people.length * size * size).fill(smoothing);
	const support = new Float64Array(people.length * size);
	for (let row = 0; row < item.length; row++) {
		const from = item[row] * size;
		const matrix = person[row] * size * size;
		for (let j = 0; j < size; j++) {
			confusions[matrix + j * size + label[row]] += posteriors[from + j];
			support[person[row] * size + j] += posteriors[from + j];
		}
	}
	for (let from = 0; from < confusions.length; from += size) normalise(confusions, from, size);
	const priors = new Float64Array(size).fill(priorSmoothing);
	for (let i = 0; i < items.length; i++) {
		for (let j = 0; j < size; j++) priors[j] += posteriors[i * size + j];
	}
	normalise(priors, 0, size);
	return { priors, confusions, support };
}

/** E step: T_ij ∝ p_j Π π^k_jl, written into `posteriors`; the likelihood is that of the model before it. */
function expect(
	{ people, items, classes, item, person, label }: Ratings,
	{ priors, confusions }: Model,
	posteriors: Float64Array
): { logLikelihood: number; moved: number } {
	const size = classes.length;
	const logPriors = priors.map(Math.log);
	const logColumns = logTransposed(confusions, people.length, size);
	// ln of the joint probability of each item's votes and class.
	const logs = new Float64Array(items.length * size);
	for (let i = 0; i < items.length; i++) logs.set(logPriors, i * size);
	for (let row = 0; row < item.length; row++) {
		const from = item[row] * size;
		const column = (person[row] * size + label[row]) * size;
		for (let j = 0; j < size; j++) logs[from + j] += logColumns[column + j];
	}
	// The largest is taken out of every sum, so that nothing underflows.
	let logLikelihood = 0;
	let moved = 0;
	for (let from = 0; from < logs.length; from += size) {
		let largest = -Infinity;
		for (let j = from; j < from + size; j++) if (logs[j] > largest) largest = logs[j];
		let sum = 0;
		for (let j = from; j < from + size; j++) sum += logs[j] = Math.exp(logs[j] - largest);
		logLikelihood += largest + Math.log(sum);
		for (let j = from; j < from + size; j++) {
			const posterior = logs[j] / sum;
			moved = Math.max(moved, Math.abs(posterior - posteriors[j]));
			posteriors[j] = posterior;
		}
	}
	return { logLikelihood, moved };
}

/** ln of every person's matrix, column after column: what a vote multiplies lies together. */
function logTransposed(confusions: Float64Array, people: number, size: number): Float64Array {
	const logs = new Float64Array(confusions.length);
	for (let k = 0; k < people; k++) {
		const matrix = k * size * size;
		for (let j = 0; j < size; j++) {
			for (let l = 0; l < size; l++)
				logs[matrix + l * size + j] = Math.log(confusions[matrix + j * size + l]);
		}
	}
	return logs;
}

/** Makes a stretch sum to 1; evenly where it is all 0. */
function normalise(values: Float64Array, from: number, size: number): void {
	let sum = 0;
	for (let k = from; k < from + size; k++) sum += values[k];
	for (let k = from; k < from + size; k++) values[k] = sum > 0 ? values[k] / sum : 1 / size;
}
