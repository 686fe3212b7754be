import type { Measure } from '#schema/consensus.ts';
import type { AgreementReport } from '#science/consensus/agreementReport.ts';
import { fleissKappa, gwetAc1, observedAgreement } from '#science/consensus/chanceCorrected.ts';
import { itemBootstrap } from '#science/consensus/itemBootstrap.ts';
import type { Interval } from '#science/consensus/krippendorffInterval.ts';
import type { Statistic } from '#science/consensus/statistic.ts';

interface Votes {
	/** Votes on each class, candidate after candidate. */
	counts: Float64Array;
	size: number;
}

export const BOOTSTRAP = { seed: 'agreement', resamples: 400 } as const;

/** The measures of agreement of all who voted, the default first. */
export function measuresOf(agreement: AgreementReport, votes: Votes): Measure[] {
	const { krippendorffAlpha, fleissKappa: kappa, gwetAc1: ac1 } = agreement;
	const alpha = krippendorffAlpha.nominal;
	return [
		measure({ name: 'Krippendorff’s α', about: ABOUT.alpha }, alpha, {
			candidates: alpha.value === null ? 0 : alpha.items,
			interval: alpha.value === null ? null : alpha.interval
		}),
		measure(
			{ name: 'Fleiss’ κ', about: ABOUT.kappa },
			kappa,
			rest(kappa, votes, (counts) => fleissKappa(counts, votes.size).value)
		),
		measure(
			{ name: 'Gwet’s AC1', about: ABOUT.ac1 },
			ac1,
			rest(ac1, votes, (counts) => gwetAc1(counts, votes.size).value)
		),
		measure(
			{ name: 'Agreeing pairs', about: ABOUT.observed },
			agreement.observedAgreement,
			rest(
				agreement.observedAgreement,
				votes,
				(counts) => observedAgreement(counts, votes.size).value
			)
		)
	];
}

const ABOUT = {
	alpha:
		'1: all agree; 0: as if by chance. Takes part in it who has voted on some of the candidates only. The default.',
	kappa:
		'Agreement beyond chance. Falls to 0 where nearly everything is one class, however well people agree.',
	ac1: 'Made for that: stays sensible where one class is common, as it is in vetting. Where it is far above κ, one class prevails; where both are low, people disagree.',
	observed: 'Share of pairs of votes on one candidate that name the same class; chance is in it.'
} as const;

/** Cohen's κ of two people, with the interval of its standard error. */
export function pairMeasure(
	kappa: Statistic<{ standardError: number | null }>,
	candidates: number
): Measure {
	const error = kappa.value === null ? null : kappa.standardError;
	return {
		name: 'Cohen’s κ',
		about: ABOUT.kappa,
		value: kappa.value,
		reason: kappa.value === null ? kappa.reason : null,
		low: kappa.value === null || error === null ? null : Math.max(-1, kappa.value - Z95 * error),
		high: kappa.value === null || error === null ? null : Math.min(1, kappa.value + Z95 * error),
		candidates
	};
}

/** Of the normal distribution, two-sided. */
const Z95 = 1.96;

function rest(
	statistic: Statistic<{ items: number }>,
	votes: Votes,
	again: (counts: Float64Array) => number | null
) {
	if (statistic.value === null) return { candidates: 0, interval: null };
	return { candidates: statistic.items, interval: itemBootstrap(votes, again, BOOTSTRAP) };
}

function measure(
	{ name, about }: { name: string; about: string },
	statistic: Statistic,
	{ candidates, interval }: { candidates: number; interval: Interval | null }
): Measure {
	return {
		name,
		about,
		value: statistic.value,
		reason: statistic.value === null ? statistic.reason : null,
		low: interval?.low ?? null,
		high: interval?.high ?? null,
		candidates
	};
}
