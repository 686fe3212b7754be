import { gainBits } from './information.ts';
import type { Ratings } from './ratings.ts';

export interface LiveOptions {
	/** Shares of the classes before any vote; even by default. */
	prior?: ArrayLike<number>;
	/** How often a newcomer is taken to be right. */
	accuracy?: number;
	/** Imagined votes per class on which that rests. */
	strength?: number;
	/** Item → class of training items: votes on them teach who is how good, and their posterior is that class. */
	truths?: ReadonlyMap<string, string>;
}

/** A newcomer is better than chance, or nothing could ever be learnt from votes alone; four votes are soon outweighed. */
export const LIVE_DEFAULTS = { accuracy: 0.7, strength: 4 } as const;

export interface LivePosterior {
	/** P(item is j), item after item. */
	posteriors: Float64Array;
	/** P(person says l | item is j) as known at the end, person after person, row j after row. */
	confusions: Float64Array;
	/** P(this vote | item is j) by what was known of the person when they cast it, row after row. */
	likelihoods: Float64Array;
	/** Bits each vote told about its item when it was cast. 0 for training items: their class was known. */
	bits: Float64Array;
}

/**
 * SWAP for any number of classes (kSWAP; spec/vetting.md §4.3): vote after vote, the item's posterior by Bayes with the voter's
 * matrix of the moment, then the matrices of all who voted on it, each vote counted by the item's posterior. When that posterior
 * moves again, so does what it counted: Dawid & Skene's M step, online. Later knowledge of a person never rewrites an item.
 */
export function livePosterior(ratings: Ratings, options: LiveOptions = {}): LivePosterior {
	const { items, classes, item, person, label } = ratings;
	const size = classes.length;
	const state = newState(ratings, options);
	const { posteriors, counts, support } = state;
	const likelihoods = new Float64Array(item.length * size);
	const bits = new Float64Array(item.length);
	const rowsOfItem = items.map((): number[] => []);
	const before = new Float64Array(size);
	for (let row = 0; row < item.length; row++) {
		const from = item[row] * size;
		const own = person[row] * size;
		// The item, by Bayes.
		before.set(posteriors.subarray(from, from + size));
		let chance = 0;
		for (let j = 0; j < size; j++) {
			const likelihood = counts[(own + j) * size + label[row]] / support[own + j];
			likelihoods[row * size + j] = likelihood;
			chance += before[j] * likelihood;
		}
		for (let j = 0; j < size; j++)
			posteriors[from + j] = (before[j] * likelihoods[row * size + j]) / chance;
		bits[row] = gainBits(before, posteriors.subarray(from, from + size));
		// What earlier votes on it count for, by as much as it moved.
		for (const earlier of rowsOfItem[item[row]]) {
			const cells = person[earlier] * size;
			for (let j = 0; j < size; j++) {
				const moved = posteriors[from + j] - before[j];
				counts[(cells + j) * size + label[earlier]] += moved;
				support[cells + j] += moved;
			}
		}
		// What this vote counts for.
		for (let j = 0; j < size; j++) {
			counts[(own + j) * size + label[row]] += posteriors[from + j];
			support[own + j] += posteriors[from + j];
		}
		rowsOfItem[item[row]].push(row);
	}
	const confusions = counts.map((count, cell) => count / support[Math.floor(cell / size)]);
	return { posteriors, confusions, likelihoods, bits };
}

/** What this vote alone would say about its item: prior times its likelihood. BALD asks how far such opinions differ. */
export function opinionOfVote(
	prior: ArrayLike<number>,
	likelihood: ArrayLike<number>
): Float64Array {
	const opinion = Float64Array.from(prior, (share, j) => share * likelihood[j]);
	const sum = opinion.reduce((total, share) => total + share, 0);
	return opinion.map((share) => share / sum);
}

export function evenPrior(classes: number): Float64Array {
	return new Float64Array(classes).fill(1 / classes);
}

/** Newcomers' matrices and priors. A training item is of its class from the start, so no vote moves it. */
function newState({ items, people, classes }: Ratings, options: LiveOptions) {
	const { accuracy, strength, truths } = { ...LIVE_DEFAULTS, ...options };
	const size = classes.length;
	const prior = options.prior ?? evenPrior(size);
	const posteriors = new Float64Array(items.length * size);
	items.forEach((name, i) => {
		const truth = classes.indexOf(truths?.get(name) ?? '');
		for (let j = 0; j < size; j++)
			posteriors[i * size + j] = truth < 0 ? prior[j] : Number(j === truth);
	});
	const wrong = size > 1 ? (1 - accuracy) / (size - 1) : 0;
	const counts = new Float64Array(people.length * size * size);
	for (let cell = 0; cell < counts.length; cell++) {
		const isRight = Math.floor(cell / size) % size === cell % size;
		counts[cell] = strength * (isRight ? accuracy : wrong);
	}
	const support = new Float64Array(people.length * size);
	for (let cell = 0; cell < counts.length; cell++) support[Math.floor(cell / size)] += counts[cell];
	return { posteriors, counts, support };
}
