import { setImmediate } from 'node:timers/promises';
import type { AgreementPage, PairAgreement, PersonAgreement } from '#schema/consensus.ts';
import type { Queue } from '#schema/queue.ts';
import { namesNoClass } from '#schema/vote.ts';
import { asRows, reportAgreement, type PairReport } from '#science/consensus/agreementReport.ts';
import type { DawidSkeneFit } from '#science/consensus/dawidSkene.ts';
import { fitWithRestarts, type RestartedFit } from '#science/consensus/dawidSkeneRestarts.ts';
import { expectedBits } from '#science/consensus/information.ts';
import { evenPrior, livePosterior, type LivePosterior } from '#science/consensus/livePosterior.ts';
import { countsByItem, toRatings, type Ratings } from '#science/consensus/ratings.ts';
import { NO_OVERLAP, ONE_CLASS } from '#science/consensus/statistic.ts';
import { median } from '#science/stats/median.ts';
import type { Opinion } from '../../store/opinions.ts';
import { givenVote } from '../givenVotes.ts';
import { BOOTSTRAP, measuresOf, pairMeasure } from './measures.ts';

/** Random starts of Dawid & Skene. The command line looks further; a page has to come. */
const RESTARTS = 5;

type Statistics = Pick<
	AgreementPage,
	'classes' | 'measures' | 'people' | 'pairs' | 'dawidSkene'
> & { withTwo: number };

/** The statistics of one vote per person and candidate; the process serves others between their parts. */
export async function statisticsOf(
	queue: Queue,
	{ visible, counted }: { visible: readonly Opinion[]; counted: readonly Opinion[] }
): Promise<Statistics> {
	const classes = namedIn(queue, counted);
	const ratings = toRatings(
		counted.map(givenVote),
		classes.map(({ key }) => key)
	);
	const counts = countsByItem(ratings);
	const size = classes.length;
	const agreement = reportAgreement(
		ratings,
		{ classes: ratings.classes, basis: 'none', values: null },
		BOOTSTRAP
	);
	await setImmediate();
	const measures = measuresOf(agreement, { counts, size });
	await setImmediate();
	const fitted = fit(ratings);
	await setImmediate();
	const live = size > 1 ? livePosterior(ratings) : null;
	const names = new Map(visible.map(({ userId, userName }) => [userId, userName]));
	const nameOf = (userId: string) => names.get(userId) ?? userId;
	return {
		withTwo: withTwo(counts, size),
		classes,
		measures,
		people: peopleOf(visible, {
			ratings,
			nameOf,
			live,
			fit: 'reason' in fitted ? null : fitted.fit
		}),
		pairs: agreement.pairs.map((pair) => pairOf(pair, nameOf)).sort(bySharedCandidates),
		dawidSkene: 'reason' in fitted ? fitted : spreadOf(fitted)
	};
}

/** The classes that somebody has named, in the taxonomy's order; those of older versions come last. */
function namedIn({ taxonomy }: Queue, votes: readonly Opinion[]) {
	const named = new Set(votes.map(({ countsAs }) => countsAs));
	const known = taxonomy.classes.filter(({ key }) => named.delete(key));
	return [
		...known.map(({ key, label }) => ({ key, label })),
		...[...named].sort().map((key) => ({ key, label: key }))
	];
}

function fit(ratings: Ratings): RestartedFit | { reason: string } {
	if (ratings.people.length < 2) return { reason: NO_OVERLAP };
	if (new Set(ratings.label).size < 2) return { reason: ONE_CLASS };
	return fitWithRestarts(ratings, { seed: BOOTSTRAP.seed, restarts: RESTARTS });
}

function spreadOf({ fit, restarts, warnings }: RestartedFit): AgreementPage['dawidSkene'] {
	const { logLikelihood, iterations, converged } = fit;
	const reached = restarts.map((restart) => restart.logLikelihood);
	return {
		logLikelihood,
		iterations,
		converged,
		restarts: restarts.length,
		lowest: reached.length > 0 ? Math.min(...reached) : null,
		highest: reached.length > 0 ? Math.max(...reached) : null,
		mostChanged: Math.max(0, ...restarts.map(({ itemsChanged }) => itemsChanged)),
		warnings
	};
}

/** Expected votes below which a row of a matrix rests on nothing. */
const LEAST_SUPPORT = 1e-6;

function peopleOf(
	visible: readonly Opinion[],
	{
		ratings,
		nameOf,
		fit,
		live
	}: {
		ratings: Ratings;
		nameOf: (userId: string) => string;
		fit: DawidSkeneFit | null;
		live: LivePosterior | null;
	}
): PersonAgreement[] {
	const size = ratings.classes.length;
	const people = [...new Set(visible.map(({ userId }) => userId))].map((id) => {
		const place = ratings.people.indexOf(id);
		const votes = visible.filter(({ userId }) => userId === id);
		const seconds = votes.flatMap((vote) => (vote.seconds ? [vote.seconds] : []));
		const matrix = (all: Float64Array) =>
			all.subarray(place * size * size, (place + 1) * size * size);
		const known = place >= 0;
		return {
			id,
			name: nameOf(id),
			counted: ratings.person.filter((voter) => voter === place).length,
			noClass: votes.filter(({ classKey }) => namesNoClass(classKey)).length,
			medianSeconds: seconds.length > 0 ? median(seconds) : null,
			skillBits: known && live ? expectedBits(evenPrior(size), matrix(live.confusions)) : null,
			confusion:
				known && fit
					? asRows(matrix(fit.confusions), size).map((row, j) =>
							fit.support[place * size + j] > LEAST_SUPPORT ? row : null
						)
					: null
		};
	});
	return people.sort((a, b) => b.counted - a.counted || (a.name < b.name ? -1 : 1));
}

function pairOf(
	{ people: [first, second], items, agreement, cohenKappa, gwetAc1, table }: PairReport,
	nameOf: (userId: string) => string
): PairAgreement {
	return {
		first: nameOf(first),
		second: nameOf(second),
		candidates: items,
		agreement,
		kappa: pairMeasure(cohenKappa, items),
		ac1: gwetAc1.value,
		table
	};
}

function bySharedCandidates(a: PairAgreement, b: PairAgreement): number {
	return b.candidates - a.candidates;
}

function withTwo(counts: Float64Array, size: number): number {
	let candidates = 0;
	for (let from = 0; from < counts.length; from += size) {
		let votes = 0;
		for (let k = from; k < from + size; k++) votes += counts[k];
		if (votes > 1) candidates += 1;
	}
	return candidates;
}
