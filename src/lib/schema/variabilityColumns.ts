import type { SourceSort } from './sourceQuery.ts';

const IN_BAND = ', in the band in which it varies most';

/** A number that is 0 for a steady source; the largest are looked at first. */
function metric<Sort extends SourceSort>(
	sort: Sort,
	{ title, unit = '', about }: { title: string; unit?: string; about: string }
) {
	return { title, unit, about, decimals: 2, sort, first: 'desc' as const };
}

/** How much a source varies: in the band that it is judged by, then over all of its measurements. */
export const VARIABILITY_COLUMNS = {
	bandEtaPeak: metric('bandEtaPeak', {
		title: 'η',
		about: `Significance of the variability, peak flux${IN_BAND}`
	}),
	bandVPeak: metric('bandVPeak', {
		title: 'V',
		about: `Modulation index, peak flux: standard deviation over mean${IN_BAND}`
	}),
	bandVsPeak: metric('bandVsPeak', {
		title: '|Vs|',
		unit: 'σ',
		about: `Largest significant two-epoch t statistic, peak flux; 0 when no pair is${IN_BAND}`
	}),
	bandMPeak: metric('bandMPeak', {
		title: '|m|',
		about: `Largest modulation of a significant pair, peak flux; at most 2${IN_BAND}`
	}),
	bandEtaInt: metric('bandEtaInt', {
		title: 'η int',
		about: `Significance of the variability, integrated flux${IN_BAND}`
	}),
	bandVInt: metric('bandVInt', {
		title: 'V int',
		about: `Modulation index, integrated flux${IN_BAND}`
	}),
	bandVsInt: metric('bandVsInt', {
		title: '|Vs| int',
		unit: 'σ',
		about: `Largest significant two-epoch t statistic, integrated flux; 0 when no pair is${IN_BAND}`
	}),
	bandMInt: metric('bandMInt', {
		title: '|m| int',
		about: `Largest modulation of a significant pair, integrated flux; at most 2${IN_BAND}`
	}),
	bandMhz: {
		title: 'Band',
		unit: 'MHz',
		about: 'Frequency of the band in which it varies most: the one it is judged by',
		decimals: 0,
		sort: 'bandMhz'
	},
	vInt: metric('vInt', { title: 'V int, all bands', about: 'Modulation index, integrated flux' }),
	etaInt: metric('etaInt', {
		title: 'η int, all bands',
		about: 'Significance of the variability, integrated flux'
	}),
	vPeak: metric('vPeak', {
		title: 'V, all bands',
		about: 'Modulation index, peak flux: standard deviation over mean'
	}),
	etaPeak: metric('etaPeak', {
		title: 'η, all bands',
		about: 'Significance of the variability, peak flux: weighted reduced χ² of a steady source'
	}),
	vsAbsSignificantMaxInt: metric('vsAbsSignificantMaxInt', {
		title: '|Vs| int, all bands',
		unit: 'σ',
		about: 'Largest significant two-epoch t statistic, integrated flux; 0 when no pair is'
	}),
	vsAbsSignificantMaxPeak: metric('vsAbsSignificantMaxPeak', {
		title: '|Vs|, all bands',
		unit: 'σ',
		about: 'Largest significant two-epoch t statistic, peak flux; 0 when no pair is'
	}),
	mAbsSignificantMaxInt: metric('mAbsSignificantMaxInt', {
		title: '|m| int, all bands',
		about: 'Largest modulation of a significant pair, integrated flux; at most 2'
	}),
	mAbsSignificantMaxPeak: metric('mAbsSignificantMaxPeak', {
		title: '|m|, all bands',
		about: 'Largest modulation of a significant pair, peak flux; at most 2'
	})
} as const;
