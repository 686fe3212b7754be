import { leadingBand, type BandMetrics } from './bandMetrics.ts';

/** Names of what a source is judged by (`judgedBy`) beside its numbers over all bands, and which metric each of them is. */
const JUDGED = {
	bandEtaPeak: 'etaPeak',
	bandVPeak: 'vPeak',
	bandVsPeak: 'vsAbsSignificantMaxPeak',
	bandMPeak: 'mAbsSignificantMaxPeak',
	bandEtaInt: 'etaInt',
	bandVInt: 'vInt',
	bandVsInt: 'vsAbsSignificantMaxInt',
	bandMInt: 'mAbsSignificantMaxInt',
	bandMhz: 'frequencyMhz'
} as const satisfies Record<string, keyof BandMetrics>;

export type JudgedField = keyof typeof JUDGED;
// Object.keys forgets which keys it was given.
export const JUDGED_FIELDS = Object.keys(JUDGED) as JudgedField[];

type Metric = (typeof JUDGED)[JudgedField];
/** A source's numbers over all its measurements, and of each band. */
export type Judgeable = Record<Exclude<Metric, 'frequencyMhz'>, number> & {
	bands: readonly Record<Metric, number>[];
};

/** What else of the band that a source is judged by its ranking goes by. Kept as columns; shown nowhere by these names. */
const RANKING = {
	bandNMeas: 'nMeas',
	bandAvgFluxPeak: 'avgFluxPeak',
	bandMaxFluxPeak: 'maxFluxPeak',
	bandMinFluxPeak: 'minFluxPeak'
} as const satisfies Record<string, keyof BandMetrics>;

export type RankingField = keyof typeof RANKING;
// Object.keys forgets which keys it was given.
export const RANKING_FIELDS = Object.keys(RANKING) as RankingField[];
type RankingMetric = (typeof RANKING)[RankingField];

/** The numbers of those fields. */
export function rankingNumbers(
	source: Record<RankingMetric, number> & {
		bands: readonly (Record<RankingMetric, number> & { etaPeak: number })[];
	}
): Record<RankingField, number> {
	const { bands } = source;
	const judging = (bands.length > 1 ? leadingBand(bands) : null) ?? source;
	return {
		bandNMeas: judging.nMeas,
		bandAvgFluxPeak: judging.avgFluxPeak,
		bandMaxFluxPeak: judging.maxFluxPeak,
		bandMinFluxPeak: judging.minFluxPeak
	};
}

/** What a source is judged by, under names of its own; a frequency that is not known is NaN. */
export function judgedNumbers(source: Judgeable): Record<JudgedField, number> {
	const { bands } = source;
	// As `judgedBy` judges, without a copy of the source: a run's columns ask this of every one of a million.
	const leading = bands.length > 1 ? leadingBand(bands) : null;
	const judging = leading ?? source;
	const frequencyMhz = (leading ?? bands.at(0))?.frequencyMhz ?? NaN;
	const numbers: Partial<Record<JudgedField, number>> = {};
	for (const field of JUDGED_FIELDS) {
		const metric = JUDGED[field];
		numbers[field] = metric === 'frequencyMhz' ? frequencyMhz : judging[metric];
	}
	// Every field has been given its number.
	return numbers as Record<JudgedField, number>;
}

/** A number of a source by its name: its own, or that of the band by which it is judged. */
export function fieldValue<Field extends string>(
	source: Judgeable & Record<Exclude<Field, JudgedField>, number>,
	field: Field
): number {
	if (isJudged(field)) return judgedNumbers(source)[field];
	// No guard tells the compiler what a generic name is not.
	return source[field as Exclude<Field, JudgedField>];
}

export function isRanking(field: string): field is RankingField {
	return Object.hasOwn(RANKING, field);
}

export function isJudged(field: string): field is JudgedField {
	return Object.hasOwn(JUDGED, field);
}
