import type { SourceRow, SourceSort } from './sourceQuery.ts';
import { VARIABILITY_COLUMNS } from './variabilityColumns.ts';

/** A column of numbers, words or both, of a table of sources. What the table shows and what its exports write. */
export interface SourceColumn {
	key: SourceColumnKey;
	title: string;
	/** In the table; '' for none. */
	unit: string;
	about: string;
	/** The number shown is the row's times this. */
	scale?: number;
	decimals?: number;
	/** What sorting by it is called; none when it cannot be sorted by. */
	sort?: SourceSort;
	/** The first press sorts with the interesting end on top. */
	first?: 'asc' | 'desc';
}

const ARCMIN = 60;
const ARCSEC = 3600;

const big = (sort: SourceSort) => ({ sort, first: 'desc' as const });
const PEAK = 'mJy/beam';
const INT = 'mJy';
const OF_ALL = 'over all measurements, forced ones included';

/** Titles follow the literature; precision and units follow the reference's table. */
const COLUMNS = {
	name: { title: 'Source', unit: '', about: 'IAU-style name of its mean position', sort: 'name' },
	runName: { title: 'Run', unit: '', about: 'The pipeline run it belongs to', sort: 'run' },
	wavgRa: {
		title: 'RA',
		unit: 'h:m:s',
		about: 'Mean position of its detections, ICRS',
		sort: 'ra'
	},
	wavgDec: {
		title: 'Dec',
		unit: 'd:m:s',
		about: 'Mean position of its detections, ICRS',
		sort: 'dec'
	},
	separationArcsec: {
		title: 'Separation',
		unit: 'arcsec',
		about: 'From the nearest of the positions asked for',
		decimals: 2,
		sort: 'separation'
	},
	avgFluxPeak: {
		title: 'S mean',
		unit: PEAK,
		about: `Mean peak flux ${OF_ALL}`,
		decimals: 3,
		...big('avgFluxPeak')
	},
	minFluxPeak: {
		title: 'S min',
		unit: PEAK,
		about: `Smallest peak flux ${OF_ALL}`,
		decimals: 3,
		...big('minFluxPeak')
	},
	maxFluxPeak: {
		title: 'S max',
		unit: PEAK,
		about: `Largest peak flux ${OF_ALL}`,
		decimals: 3,
		...big('maxFluxPeak')
	},
	minFluxPeakIslRatio: {
		title: 'Peak island ratio',
		unit: '',
		about: 'Smallest ratio of its peak flux to that of its island: 1 when it stands alone',
		decimals: 2,
		sort: 'minFluxPeakIslRatio'
	},
	avgFluxInt: {
		title: 'S int mean',
		unit: INT,
		about: `Mean integrated flux ${OF_ALL}`,
		decimals: 3,
		...big('avgFluxInt')
	},
	minFluxInt: {
		title: 'S int min',
		unit: INT,
		about: `Smallest integrated flux ${OF_ALL}`,
		decimals: 3,
		...big('minFluxInt')
	},
	maxFluxInt: {
		title: 'S int max',
		unit: INT,
		about: `Largest integrated flux ${OF_ALL}`,
		decimals: 3,
		...big('maxFluxInt')
	},
	minFluxIntIslRatio: {
		title: 'Int. island ratio',
		unit: '',
		about: 'Smallest ratio of its integrated flux to that of its island: 1 when it stands alone',
		decimals: 2,
		sort: 'minFluxIntIslRatio'
	},
	minSnr: {
		title: 'S/N min',
		unit: '',
		about: 'Smallest peak flux over local rms, detections only',
		decimals: 2,
		...big('minSnr')
	},
	maxSnr: {
		title: 'S/N max',
		unit: '',
		about: 'Largest peak flux over local rms, detections only',
		decimals: 2,
		...big('maxSnr')
	},
	avgCompactness: {
		title: 'Compactness',
		unit: '',
		about: 'Mean of integrated over peak flux: 1 for a point source',
		decimals: 2,
		...big('avgCompactness')
	},
	nMeas: {
		title: 'Epochs',
		unit: '',
		about: 'Measurements, forced ones included',
		decimals: 0,
		...big('nMeas')
	},
	nMeasSel: {
		title: 'Detections',
		unit: '',
		about: 'Measurements by the source finder',
		decimals: 0,
		...big('nMeasSel')
	},
	nMeasForced: {
		title: 'Forced',
		unit: '',
		about: 'Fits at its position where the source finder found nothing',
		decimals: 0,
		...big('nMeasForced')
	},
	nNeighbourDist: {
		title: 'Neighbour',
		unit: 'arcmin',
		about: 'Distance of the nearest other source of the run',
		scale: ARCMIN,
		decimals: 2,
		sort: 'nNeighbourDist'
	},
	nRel: {
		title: 'Relations',
		unit: '',
		about: 'Other sources that share a measurement with it',
		decimals: 0,
		...big('nRel')
	},
	...VARIABILITY_COLUMNS,
	nSibl: {
		title: 'Siblings',
		unit: '',
		about: 'Measurements that share an island with others',
		decimals: 0,
		...big('nSibl')
	},
	isNew: { title: 'New', unit: '', about: 'Not seen in the first epoch that covers it' },
	newHighSigma: {
		title: 'New high σ',
		unit: 'σ',
		about: 'Its flux over the largest rms there in earlier images; only for new sources',
		decimals: 3,
		...big('newHighSigma')
	},
	wavgUncertaintyEw: {
		title: 'σ east–west',
		unit: 'arcsec',
		about: '1 σ of the mean position, east–west',
		scale: ARCSEC,
		decimals: 3
	},
	wavgUncertaintyNs: {
		title: 'σ north–south',
		unit: 'arcsec',
		about: '1 σ of the mean position, north–south',
		scale: ARCSEC,
		decimals: 3
	},
	eseScore: {
		title: 'ESE',
		unit: '',
		about: 'Probability of a scattering event, as the model says',
		decimals: 3,
		...big('eseScore')
	},
	tags: { title: 'Tags', unit: '', about: 'Of its object, by everybody' },
	verdict: { title: 'Verdict', unit: '', about: 'The class that stands for its object' },
	isFavourite: { title: 'Favourite', unit: '', about: 'Among your favourites' }
} as const satisfies Partial<Record<keyof SourceRow, Omit<SourceColumn, 'key'>>>;

export type SourceColumnKey = keyof typeof COLUMNS;

export const SOURCE_COLUMNS: readonly SourceColumn[] = Object.entries(COLUMNS).map(
	// Object.entries forgets which keys it was given.
	([key, column]) => ({ key: key as SourceColumnKey, ...column })
);

/** Shown until a person chooses others. */
export const USUAL_SOURCE_COLUMNS: readonly SourceColumnKey[] = [
	'name',
	'runName',
	'wavgRa',
	'wavgDec',
	'separationArcsec',
	'bandEtaPeak',
	'bandVPeak',
	'bandVsPeak',
	'bandMPeak',
	'bandMhz',
	'eseScore',
	'avgFluxPeak',
	'maxFluxPeak',
	'minFluxPeak',
	'maxSnr',
	'nMeas',
	'nMeasSel',
	'nMeasForced',
	'avgCompactness',
	'nNeighbourDist',
	'isNew',
	'verdict',
	'tags'
];

/** The columns named by keys, in their order; keys that name none are left out. */
export function sourceColumnsNamed(keys: readonly string[]): SourceColumn[] {
	return keys.flatMap((key) => SOURCE_COLUMNS.find((column) => column.key === key) ?? []);
}
