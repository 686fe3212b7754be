import type { SourceField } from '#schema/sourceFilter.ts';
import type { QueryDraft, QueryProblem } from '#schema/sourceQuery.ts';

/** One row of ranges: a number that has a peak and an integrated form, or one alone. */
export interface RangeRow {
	title: string;
	/** What the number is, and how it is meant. */
	about: string;
	peak: SourceField;
	/** The same of integrated fluxes; none where there is one form only. */
	int?: SourceField;
}

export interface RangeGroup {
	key: string;
	title: string;
	rows: RangeRow[];
}

export const RANGE_GROUPS: readonly RangeGroup[] = [
	{
		key: 'variability',
		title: 'Variability',
		rows: [
			{
				title: 'η',
				about:
					'Significance of the variability: the weighted reduced χ² of a steady source. 1 is what noise alone makes. In the band in which it varies most.',
				peak: 'bandEtaPeak',
				int: 'bandEtaInt'
			},
			{
				title: 'V',
				about:
					'Modulation index, standard deviation over mean flux: how large the variability is. In the band in which it varies most.',
				peak: 'bandVPeak',
				int: 'bandVInt'
			},
			{
				title: 'Max |Vs|',
				about:
					'Largest two-epoch t statistic among significant pairs, in σ; 0 when no pair is significant. In the band in which it varies most.',
				peak: 'bandVsPeak',
				int: 'bandVsInt'
			},
			{
				title: 'Max |m|',
				about:
					'Largest modulation among significant pairs: difference over mean flux, at most 2. In the band in which it varies most.',
				peak: 'bandMPeak',
				int: 'bandMInt'
			},
			{
				title: 'ESE probability',
				about:
					'Probability of a scattering event, from 0 to 1, as the model says; sources that are not scored have none.',
				peak: 'eseScore'
			},
			{
				title: 'Band',
				about:
					'Frequency of the band in which it varies most: the one that η, V, |Vs| and |m| are of.',
				peak: 'bandMhz'
			}
		]
	},
	{
		key: 'mixed',
		title: 'Variability, all bands together (as vast-pipeline)',
		rows: [
			{
				title: 'η, all bands',
				about:
					'Significance of the variability: the weighted reduced χ² of a steady source. Over several bands, a spectral slope alone makes it large.',
				peak: 'etaPeak',
				int: 'etaInt'
			},
			{
				title: 'V, all bands',
				about:
					'Modulation index, standard deviation over mean flux: over several bands, a spectral slope alone makes it large.',
				peak: 'vPeak',
				int: 'vInt'
			},
			{
				title: 'Max |Vs|, all bands',
				about:
					'Largest two-epoch t statistic among significant pairs, in σ; 0 when no pair is significant.',
				peak: 'vsAbsSignificantMaxPeak',
				int: 'vsAbsSignificantMaxInt'
			},
			{
				title: 'Max |m|, all bands',
				about: 'Largest modulation among significant pairs: difference over mean flux, at most 2.',
				peak: 'mAbsSignificantMaxPeak',
				int: 'mAbsSignificantMaxInt'
			}
		]
	},
	{
		key: 'flux',
		title: 'Flux',
		rows: [
			{
				title: 'Mean flux',
				about: 'Over all measurements, forced ones included.',
				peak: 'avgFluxPeak',
				int: 'avgFluxInt'
			},
			{
				title: 'Largest flux',
				about: 'Over all measurements, forced ones included.',
				peak: 'maxFluxPeak',
				int: 'maxFluxInt'
			},
			{
				title: 'Smallest flux',
				about: 'Over all measurements, forced ones included; may be negative.',
				peak: 'minFluxPeak',
				int: 'minFluxInt'
			},
			{
				title: 'Smallest S/N',
				about: 'Peak flux over local rms, detections only.',
				peak: 'minSnr'
			},
			{
				title: 'Largest S/N',
				about: 'Peak flux over local rms, detections only.',
				peak: 'maxSnr'
			}
		]
	},
	{
		key: 'shape',
		title: 'Shape and surroundings',
		rows: [
			{
				title: 'Compactness',
				about: 'Mean of integrated over peak flux, detections only: 1 for a point source.',
				peak: 'avgCompactness'
			},
			{
				title: 'Share of its island',
				about:
					'Smallest ratio of its flux to that of its island: 1 when it stands alone, small for a part of something bright.',
				peak: 'minFluxPeakIslRatio',
				int: 'minFluxIntIslRatio'
			},
			{
				title: 'Nearest source',
				about: 'Distance to the nearest other source of its run.',
				peak: 'nNeighbourDist'
			},
			{
				title: 'Relations',
				about: 'Other sources that share a measurement with it.',
				peak: 'nRel'
			},
			{
				title: 'Siblings',
				about: 'Measurements that share an island with others.',
				peak: 'nSibl'
			}
		]
	},
	{
		key: 'counts',
		title: 'Measurements and newness',
		rows: [
			{ title: 'Measurements', about: 'Forced ones included.', peak: 'nMeas' },
			{ title: 'Detections', about: 'By the source finder.', peak: 'nMeasSel' },
			{
				title: 'Forced',
				about: 'Fits at its position where the source finder found nothing.',
				peak: 'nMeasForced'
			},
			{
				title: 'New, high σ',
				about: 'Flux over the largest rms there in earlier images; only new sources have it.',
				peak: 'newHighSigma'
			},
			{
				title: 'New, true high σ',
				about: 'Flux over the smallest rms there in earlier images; only new sources have it.',
				peak: 'newTrueHighSigma'
			}
		]
	}
];

const OTHER_GROUPS: Record<string, readonly string[]> = {
	place: ['at', 'frame', 'radius', 'radiusUnit', 'polygon', 'moc'],
	labels: [
		'tagsAny',
		'tagsAll',
		'tagsNone',
		'verdict',
		'votes',
		'votedBy',
		'votedAs',
		'watch',
		'watchlist',
		'counterpart'
	],
	names: ['text', 'named', 'measurement']
};

/** The groups of the form in which something is said or wrong. */
export function groupsAsked(said: QueryDraft, problems: readonly QueryProblem[]): string[] {
	const fields = new Set([
		...problems.map(({ field }) => field.replace(/^(?:min|max)_/, '')),
		...Object.keys(said.ranges),
		...Object.entries(said)
			.filter(([name, value]) => !USUAL.has(name) && typeof value !== 'boolean' && isSaid(value))
			.map(([name]) => name)
	]);
	const isAsked = (names: readonly string[]) => names.some((name) => fields.has(name));
	const others = Object.entries(OTHER_GROUPS).filter(([, names]) => isAsked(names));
	const ranges = RANGE_GROUPS.filter(({ rows }) =>
		isAsked(rows.flatMap(({ peak, int }) => (int ? [peak, int] : [peak])))
	);
	return [...others.map(([key]) => key), ...ranges.map(({ key }) => key)];
}

/** They say how something else is meant. */
const USUAL = new Set([
	...['frame', 'radius', 'radiusUnit', 'neighbourUnit', 'counterpartRadius'],
	...['ranges', 'run', 'basis']
]);

function isSaid(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : value !== '' && value !== 'whatever';
}
