import { Random } from '../stats/random.ts';
import { bestAssignment } from './assignment.ts';
import {
	fitDawidSkene,
	voteShares,
	type DawidSkeneFit,
	type DawidSkeneOptions
} from './dawidSkene.ts';
import type { Ratings } from './ratings.ts';

export interface RestartOptions extends Omit<DawidSkeneOptions, 'start'> {
	seed: number | string;
	/** Random starts at most; fewer where the votes are many. */
	restarts: number;
}

/** Where one random start ended. */
export interface Restart {
	logLikelihood: number;
	/** Items whose likeliest class is another than in the fit, once the classes are matched. */
	itemsChanged: number;
	/** The same solution with its classes named otherwise. */
	relabelled: boolean;
	converged: boolean;
}

export interface RestartedFit {
	/** The one that starts from the vote shares: always the same, and its classes mean what people called them. */
	fit: DawidSkeneFit;
	/** Random starts, the likeliest first. */
	restarts: Restart[];
	/** Sentences; none when every start says the same and the classes kept their names. */
	warnings: string[];
}

/** Differences in ln L below this are one maximum, reached with more or less patience. */
const SAME_MAXIMUM = 1e-2;

/** Steps that all the restarts may cost together, some seconds; one iteration costs votes × classes. */
const RESTART_BUDGET = 1e8;
const RESTART_ITERATIONS = 300;
const FEWEST_RESTARTS = 3;

/**
 * The fit of Dawid & Skene with a look for other maxima of its likelihood (spec/vetting.md §4.2: it is multimodal). The fit
 * stays pinned to its start; what the random starts find is told, not chosen.
 */
export function fitWithRestarts(
	ratings: Ratings,
	{ seed, restarts, ...options }: RestartOptions
): RestartedFit {
	const fit = fitDawidSkene(ratings, options);
	const found: Restart[] = [];
	const count = Math.min(restarts, affordable(ratings));
	for (let k = 0; k < count; k++) {
		const other = fitDawidSkene(ratings, {
			...options,
			start: randomPosteriors(ratings, new Random(`${seed}/start ${k}`)),
			tolerance: 1e-5,
			maxIterations: RESTART_ITERATIONS
		});
		found.push(compare(ratings.classes.length, fit, other));
	}
	found.sort((a, b) => b.logLikelihood - a.logLikelihood);
	return {
		fit,
		restarts: found,
		warnings: [...switched(ratings, fit), ...otherMaxima(fit, found)]
	};
}

function affordable({ item, classes }: Ratings): number {
	return Math.max(
		FEWEST_RESTARTS,
		Math.floor(RESTART_BUDGET / (item.length * classes.length * RESTART_ITERATIONS))
	);
}

/** Every distribution over the classes as likely as any other, item by item. */
function randomPosteriors({ items, classes }: Ratings, random: Random): Float64Array {
	const size = classes.length;
	const posteriors = new Float64Array(items.length * size);
	for (let from = 0; from < posteriors.length; from += size) {
		let sum = 0;
		for (let k = from; k < from + size; k++) sum += posteriors[k] = -Math.log(random.uniform());
		for (let k = from; k < from + size; k++) posteriors[k] /= sum;
	}
	return posteriors;
}

function compare(size: number, fit: DawidSkeneFit, other: DawidSkeneFit): Restart {
	const to = matchClasses(other.posteriors, fit.posteriors, size);
	let itemsChanged = 0;
	for (let from = 0; from < fit.posteriors.length; from += size) {
		const one = likeliest(other.posteriors, from, size);
		if (to[one] !== likeliest(fit.posteriors, from, size)) itemsChanged += 1;
	}
	return {
		logLikelihood: other.logLikelihood,
		itemsChanged,
		relabelled: to.some((place, k) => place !== k),
		converged: other.converged
	};
}

/** Class of `other` → class of `known`, such that the posteriors overlap most; as they are where that is as good. */
function matchClasses(other: Float64Array, known: Float64Array, size: number): Int32Array {
	const overlap = new Float64Array(size * size);
	for (let from = 0; from < known.length; from += size) {
		for (let a = 0; a < size; a++) {
			for (let b = 0; b < size; b++) overlap[a * size + b] += other[from + a] * known[from + b];
		}
	}
	const best = bestAssignment(overlap);
	const same = Int32Array.from({ length: size }, (_, k) => k);
	const sum = (to: Int32Array) => to.reduce((total, b, a) => total + overlap[a * size + b], 0);
	return sum(best) > sum(same) + 1e-9 ? best : same;
}

/** First of the largest in a stretch. */
function likeliest(values: Float64Array, from: number, size: number): number {
	let best = 0;
	for (let k = 1; k < size; k++) if (values[from + k] > values[from + best]) best = k;
	return best;
}

/** The classes of the fit must be those that people named. */
function switched(ratings: Ratings, { posteriors }: DawidSkeneFit): string[] {
	const { classes } = ratings;
	const to = matchClasses(posteriors, voteShares(ratings), classes.length);
	const moved = classes.filter((_, k) => to[k] !== k);
	if (moved.length === 0) return [];
	const names = moved.map((name) => `“${name}”`).join(', ');
	return [
		`The fit has exchanged classes (${names}): most votes on their items say another class. Do not read its posteriors by name.`
	];
}

function otherMaxima({ logLikelihood }: DawidSkeneFit, found: readonly Restart[]): string[] {
	const higher = found.filter((other) => other.logLikelihood > logLikelihood + SAME_MAXIMUM);
	if (higher.length > 0) {
		const [best] = higher;
		return [
			`The likelihood has other maxima: ${higher.length} of ${found.length} random starts end higher than the start from the vote shares ` +
				`(ln L ${best.logLikelihood.toFixed(4)} against ${logLikelihood.toFixed(4)}), where ${best.itemsChanged} items have another likeliest class. ` +
				'The start from the vote shares is kept.'
		];
	}
	const rivals = found.filter(
		({ itemsChanged, logLikelihood: other }) =>
			itemsChanged > 0 && other > logLikelihood - SAME_MAXIMUM
	);
	if (rivals.length === 0) return [];
	return [
		`Not settled by the votes: ${rivals.length} of ${found.length} random starts are as likely (ln L ${logLikelihood.toFixed(4)}), ` +
			`with up to ${Math.max(...rivals.map((other) => other.itemsChanged))} items in another class.`
	];
}
