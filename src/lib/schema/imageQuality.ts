import { z } from 'zod';
import type { StandingMark } from './imageMark.ts';
import type { AddressProblem } from './readAddress.ts';

/** What is watched of images over time. `least`: a smaller difference from the usual, as a part of it or in the unit, is never an outlier. */
export const QUALITY_MEASURES = {
	rmsMedian: {
		title: 'Median rms',
		column: 'rms',
		unit: 'mJy/beam',
		decimals: 3,
		least: { part: 0.05 },
		about: 'Noise of the image'
	},
	fluxScale: {
		title: 'Flux scale',
		column: 'Flux scale',
		unit: '',
		decimals: 3,
		least: { part: 0.03 },
		about:
			'Median of its steady sources’ fluxes over their weighted means in the other images of the band: 1 is like the others'
	},
	beamBmaj: {
		title: 'Beam, major axis',
		column: 'Beam maj',
		unit: '″',
		decimals: 2,
		least: { part: 0.05 },
		about: 'Full width at half maximum'
	},
	beamBmin: {
		title: 'Beam, minor axis',
		column: 'Beam min',
		unit: '″',
		decimals: 2,
		least: { part: 0.05 },
		about: 'Full width at half maximum'
	},
	beamBpa: {
		title: 'Beam, position angle',
		column: 'Beam PA',
		unit: '°',
		decimals: 1,
		least: { absolute: 10 },
		about: 'From north through east; 0° and 180° are one'
	},
	nMeasurements: {
		title: 'Components',
		column: 'Components',
		unit: '',
		decimals: 0,
		least: { part: 0.1 },
		about: 'In its catalogue'
	}
} as const;
export type QualityMeasure = keyof typeof QUALITY_MEASURES;
// Object.keys forgets which keys it was given.
export const QUALITY_KEYS = Object.keys(QUALITY_MEASURES) as QualityMeasure[];

export const qualityAddressSchema = z.object({
	/** null: the run completed last. */
	run: z.coerce
		.number('Name the run by its number.')
		.int('Name the run by its number.')
		.positive('Name the run by its number.')
		.nullable()
		.default(null),
	measure: z
		// As above.
		.enum(QUALITY_KEYS as [QualityMeasure, ...QualityMeasure[]], 'There is no such measure.')
		.default('rmsMedian'),
	show: z.enum(['all', 'outliers'], 'Show all or outliers.').default('all')
});
export type QualityAddress = z.output<typeof qualityAddressSchema>;

/** One image's value of one measure; null where it could not be measured. */
export interface QualityValue {
	value: number | null;
	/** In robust σ from the median of its band. */
	deviation: number | null;
	isOutlier: boolean;
}

export interface QualityRow {
	/** The image's. */
	id: number;
	name: string;
	datetime: Date;
	bandId: number;
	values: Record<QualityMeasure, QualityValue>;
	/** Standard error of the flux scale, and from how many sources. */
	scale: { error: number; sources: number } | null;
	mark: StandingMark | null;
	/** What speaks against the image, as the reason of a mark; null when nothing does. */
	suspicion: string | null;
}

/** What is usual in a band. */
export interface QualityBand {
	id: number;
	name: string;
	frequencyMhz: number;
	images: number;
	usual: Record<QualityMeasure, { median: number | null; sigma: number | null }>;
}

export interface QualityPage {
	address: QualityAddress;
	problems: AddressProblem[];
	run: { id: number; name: string } | null;
	runs: { id: number; name: string }[];
	bands: QualityBand[];
	/** By date. */
	rows: QualityRow[];
	/** Sources that the flux scales were found from. */
	nSources: number;
	rule: { sigmas: number; fewest: number };
	allowed: { mark: boolean };
}
