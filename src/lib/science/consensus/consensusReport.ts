import { reportAgreement, type AgreementReport } from './agreementReport.ts';
import { orderClasses, type ClassOrder } from './classOrder.ts';
import { fitWithRestarts, type Restart, type RestartedFit } from './dawidSkeneRestarts.ts';
import { reportItems, type ItemReport } from './itemReport.ts';
import { LIVE_DEFAULTS, evenPrior, livePosterior } from './livePosterior.ts';
import { byClass, named } from './named.ts';
import { reportPeople, type PersonReport } from './personReport.ts';
import { toRatings, type Ratings } from './ratings.ts';
import { NO_OVERLAP, ONE_CLASS } from './statistic.ts';
import { inOrderOfCasting, lastVotes, type GivenVote } from './votes.ts';

export interface ConsensusOptions {
	/** Bootstrap and random starts; the same seed gives the same report. */
	seed: number | string;
	resamples: number;
	restarts: number;
	/** The classes from low to high, with all that may occur. Numbers order themselves. */
	ranking?: readonly string[];
	/** Counts votes cast after others' had been shown as if they were independent. */
	countRevealed: boolean;
}

export interface ConsensusReport {
	counts: {
		/** Votes given, and of them replaced by the same person, standing, and counted in the statistics. */
		given: number;
		superseded: number;
		standing: number;
		counted: number;
		blind: number;
		revealed: number;
		items: number;
		people: number;
		/** Items with two counted votes or more. */
		itemsWithTwo: number;
		byClass: Record<string, number>;
	};
	classes: string[];
	classOrder: ClassOrder['basis'];
	agreement: AgreementReport;
	dawidSkene: DawidSkeneReport | { reason: string };
	/** What newcomers are taken for in the live posterior, which is SWAP for any number of classes; null for one class. */
	swap: { prior: Record<string, number>; accuracy: number; strength: number } | null;
	people: PersonReport[];
	items: ItemReport[];
	/** Sentences on what was left out and what to beware of. */
	notes: string[];
}

export interface DawidSkeneReport {
	priors: Record<string, number>;
	logLikelihood: number;
	iterations: number;
	converged: boolean;
	restarts: Restart[];
	warnings: string[];
}

/** Every statistic of spec/vetting.md §4.1–§4.3 on these votes. */
export function reportConsensus(
	given: readonly GivenVote[],
	options: ConsensusOptions
): ConsensusReport {
	const standing = inOrderOfCasting(lastVotes(given));
	const counted = standing.filter(({ blind }) => blind || options.countRevealed);
	const order = orderClasses(
		standing.map(({ label }) => label),
		options.ranking
	);
	const ratings = toRatings(counted, order.classes);
	const fitOrReason = fitted(ratings, options);
	const fit = 'reason' in fitOrReason ? null : fitOrReason.fit;
	const live = order.classes.length > 1 ? livePosterior(ratings) : null;
	const agreement = reportAgreement(ratings, order, options);
	const report = {
		counts: countAll(given, { standing, counted, ratings }),
		classes: order.classes,
		classOrder: order.basis,
		agreement,
		dawidSkene:
			'reason' in fitOrReason ? fitOrReason : dawidSkeneReport(order.classes, fitOrReason),
		swap: live && {
			prior: named(order.classes, evenPrior(order.classes.length)),
			...LIVE_DEFAULTS
		},
		people: reportPeople(standing, ratings, { fit, live }),
		items: reportItems({ standing, counted }, ratings, { fit, live })
	};
	return { ...report, notes: notesOn(report, options) };
}

function fitted(ratings: Ratings, options: ConsensusOptions): RestartedFit | { reason: string } {
	if (ratings.people.length < 2) return { reason: NO_OVERLAP };
	if (new Set(ratings.label).size < 2) return { reason: ONE_CLASS };
	return fitWithRestarts(ratings, { seed: options.seed, restarts: options.restarts });
}

function countAll(
	given: readonly GivenVote[],
	{ standing, counted, ratings }: Record<'standing' | 'counted', GivenVote[]> & { ratings: Ratings }
): ConsensusReport['counts'] {
	const blind = standing.filter((vote) => vote.blind).length;
	const perItem = new Map<string, number>();
	for (const { item } of counted) perItem.set(item, (perItem.get(item) ?? 0) + 1);
	return {
		given: given.length,
		superseded: given.length - standing.length,
		standing: standing.length,
		counted: counted.length,
		blind,
		revealed: standing.length - blind,
		items: new Set(standing.map(({ item }) => item)).size,
		people: new Set(standing.map(({ person }) => person)).size,
		itemsWithTwo: [...perItem.values()].filter((votes) => votes > 1).length,
		byClass: byClass(counted, ratings.classes)
	};
}

function dawidSkeneReport(
	classes: readonly string[],
	{ fit, restarts, warnings }: RestartedFit
): DawidSkeneReport {
	const { logLikelihood, iterations, converged } = fit;
	const priors = named(classes, fit.priors);
	return { priors, logLikelihood, iterations, converged, restarts, warnings };
}

/** What a reader has to know before using the numbers. */
function notesOn(
	{ counts, agreement, dawidSkene }: Omit<ConsensusReport, 'notes'>,
	{ countRevealed }: ConsensusOptions
): string[] {
	const notes: string[] = [];
	if (counts.superseded > 0)
		notes.push(
			`${plural(counts.superseded, 'vote was', 'votes were')} replaced: the last vote of a person on an item counts.`
		);
	if (counts.revealed > 0)
		notes.push(
			`${plural(counts.revealed, 'vote was', 'votes were')} cast after others’ votes had been shown, ` +
				(countRevealed
					? 'and counted all the same: agreement comes out too high.'
					: 'and left out of every statistic: only blind votes are independent.')
		);
	const { gwetAc1: ac1, fleissKappa: kappa, observedAgreement: observed } = agreement;
	if (ac1.value !== null && kappa.value !== null && observed.value !== null) {
		if (ac1.value - kappa.value > PREVALENCE_GAP)
			notes.push(
				`${(100 * observed.value).toFixed(1)} % of the pairs of votes agree, yet κ is ${kappa.value.toFixed(2)}: one class is so common that chance explains it. AC1 (${ac1.value.toFixed(2)}) is made for that.`
			);
	}
	if (!('reason' in dawidSkene)) notes.push(...dawidSkene.warnings);
	return notes;
}

/** AC1 and κ differ by more where prevalence, not disagreement, makes κ small. */
const PREVALENCE_GAP = 0.2;

function plural(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}
