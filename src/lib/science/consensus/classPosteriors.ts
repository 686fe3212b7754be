import { LIVE_DEFAULTS, livePosterior, opinionOfVote, evenPrior } from './livePosterior.ts';
import { groupBy } from './named.ts';
import { toRatings } from './ratings.ts';
import { inOrderOfCasting, lastVotes, type GivenVote } from './votes.ts';

export interface ItemPosterior {
	/** P(class), parallel to the classes. */
	posterior: Float64Array;
	/** Votes on each class. */
	counts: Float64Array;
	/** What each vote told when it was cast and what it alone would say, in the order of casting. */
	votes: { person: string; label: string; bits: number; opinion: Float64Array }[];
}

export interface ClassPosteriors {
	items: Map<string, ItemPosterior>;
	/** Each person's matrix, row j after row: P(says l | is j). */
	confusions: Map<string, Float64Array>;
}

/** The live posterior of every item over a fixed list of classes. Votes on anything else name no class and are left out. */
export function classPosteriors(
	votes: readonly GivenVote[],
	classes: readonly string[]
): ClassPosteriors {
	const known = new Set(classes);
	const rows = inOrderOfCasting(lastVotes(votes)).filter(({ label }) => known.has(label));
	const ratings = toRatings(rows, classes);
	const live = livePosterior(ratings);
	const size = classes.length;
	const places = new Map(ratings.items.map((item, place) => [item, place]));
	const prior = evenPrior(size);
	const numbered = rows.map((vote, row) => ({ vote, row }));
	const items = new Map<string, ItemPosterior>();
	for (const [item, own] of groupBy(numbered, ({ vote }) => vote.item)) {
		const from = (places.get(item) ?? 0) * size;
		const counts = new Float64Array(size);
		for (const { row } of own) counts[ratings.label[row]] += 1;
		items.set(item, {
			posterior: live.posteriors.slice(from, from + size),
			counts,
			votes: own.map(({ vote, row }) => ({
				person: vote.person,
				label: vote.label,
				bits: live.bits[row],
				opinion: opinionOfVote(prior, live.likelihoods.subarray(row * size, (row + 1) * size))
			}))
		});
	}
	const confusions = new Map(
		ratings.people.map((person, k) => [
			person,
			live.confusions.slice(k * size * size, (k + 1) * size * size)
		])
	);
	return { items, confusions };
}

/** The matrix of somebody of whom nothing is known yet. */
export function newcomerConfusion(classes: number): Float64Array {
	const { accuracy } = LIVE_DEFAULTS;
	const wrong = classes > 1 ? (1 - accuracy) / (classes - 1) : 0;
	return Float64Array.from({ length: classes * classes }, (_, cell) =>
		Math.floor(cell / classes) === cell % classes ? accuracy : wrong
	);
}
