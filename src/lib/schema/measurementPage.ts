import { z } from 'zod';
import type { CommentSection } from './comment.ts';
import type { StandingMark } from './imageMark.ts';
import { pageNumberSchema } from './pageNumber.ts';
import type { AddressProblem } from './readAddress.ts';
import type { TagsShown } from './tagPage.ts';

/** Numbers of a measurement that tables show and sort by. */
export const MEASUREMENT_NUMBERS = [
	'ra',
	'raErr',
	'uncertaintyEw',
	'dec',
	'decErr',
	'uncertaintyNs',
	'fluxPeak',
	'fluxPeakErr',
	'fluxPeakIslRatio',
	'fluxInt',
	'fluxIntErr',
	'fluxIntIslRatio',
	'localRms',
	'snr',
	'compactness',
	'bmaj',
	'bmin',
	'pa'
] as const;
export type MeasurementNumber = (typeof MEASUREMENT_NUMBERS)[number];

export const MEASUREMENT_SORTS = [
	'datetime',
	'id',
	'name',
	'separation',
	'frequency',
	'hasSiblings',
	'forced',
	...MEASUREMENT_NUMBERS
] as const;
export type MeasurementSort = (typeof MEASUREMENT_SORTS)[number];
const PAGE_SIZES = [25, 50, 100, 250] as const;

const number = (what: string) =>
	z.coerce
		.number(`Name the ${what} by its number.`)
		.int(`Name the ${what} by its number.`)
		.positive(`Name the ${what} by its number.`)
		.max(Number.MAX_SAFE_INTEGER, `Name the ${what} by its number.`)
		.nullable()
		.default(null);
const sort = z
	.enum(MEASUREMENT_SORTS, `Measurements are sorted by one of ${MEASUREMENT_SORTS.join(', ')}.`)
	.nullable()
	.default(null);
const order = z.enum(['asc', 'desc'], 'An order is asc or desc.').default('asc');
const size = z.coerce
	.number(`A page has ${PAGE_SIZES.join(', ')} rows.`)
	.refine(
		(rows) => PAGE_SIZES.some((known) => known === rows),
		`A page has ${PAGE_SIZES.join(', ')} rows.`
	)
	.default(50);
/** Detections of the catalogues, forced measurements with them, or those alone. */
const forced = z
	.enum(['no', 'yes', 'only'], 'Forced measurements are shown: no, yes or only.')
	.default('no');

export const RADIUS_UNITS = ['arcsec', 'arcmin', 'deg'] as const;

/** Which measurements, and how they are shown. */
export const measurementListSchema = z.object({
	/** A position in any form people paste. */
	at: z.string().trim().max(200, 'This is too long for a position.').default(''),
	radius: z.coerce
		.number('Give the radius as a number.')
		.positive('A radius is above 0.')
		.finite('Give the radius as a number.')
		.default(1),
	radiusUnit: z
		.enum(RADIUS_UNITS, `A radius is in one of ${RADIUS_UNITS.join(', ')}.`)
		.default('arcmin'),
	image: number('image'),
	run: number('run'),
	forced,
	/** null: by separation around a position, else by date. */
	sort,
	order,
	page: pageNumberSchema,
	size
});
export type MeasurementList = z.output<typeof measurementListSchema>;

/** The table of an image's measurements, beside the list of images that the image's address carries. */
export const imageTableSchema = z.object({
	forced,
	mSort: sort,
	mOrder: order,
	mPage: pageNumberSchema,
	mSize: size.unwrap().default(25)
});
export type ImageTable = z.output<typeof imageTableSchema>;

/** A measurement as tables show it: numbers in the units of the measurement's columns (degrees, arcsec for axes, mJy). */
export interface MeasurementRow extends Record<MeasurementNumber, number> {
	id: number;
	name: string;
	islandId: string;
	componentId: string;
	hasSiblings: boolean;
	forced: boolean;
	image: { id: number; name: string; datetime: Date; frequencyMhz: number };
	/** The image's. */
	mark: StandingMark | null;
	/** The run that made a forced measurement. */
	run: { id: number; name: string } | null;
	separationArcsec: number | null;
}

export interface MeasurementsAnswer {
	count: number;
	page: number;
	size: number;
	rows: MeasurementRow[];
}

export interface MeasurementsPage extends MeasurementsAnswer {
	list: MeasurementList;
	problems: AddressProblem[];
	/** What the position was taken for; null without one. */
	understood: string | null;
	image: { id: number; name: string } | null;
	runs: { id: number; name: string }[];
	/** Of the catalogues of all images. */
	total: number;
}

/** Everything stored of one measurement. */
export interface MeasurementDetail extends MeasurementRow {
	errBmaj: number;
	errBmin: number;
	errPa: number;
	psfBmaj: number;
	psfBmin: number;
	psfPa: number;
	chiSquaredFit: number;
	spectralIndex: number;
	spectralIndexFromTT: boolean;
	flagC4: boolean;
	ewSysErr: number;
	nsSysErr: number;
	errorRadius: number;
}

/** A source that a measurement belongs to. */
export interface SourceOfMeasurement {
	id: number;
	name: string;
	runId: number;
	runName: string;
	objectId: string | null;
	ra: number;
	dec: number;
	nMeas: number;
	etaPeak: number;
	/** In the band in which it varies most, MHz. */
	bandEtaPeak: number;
	bandVPeak: number;
	bandMhz: number;
	vPeak: number;
	avgFluxPeak: number;
	separationArcsec: number;
}

export interface MeasurementPage {
	measurement: MeasurementDetail;
	/** Of the image's content: part of a cutout's address. */
	imageVersion: string;
	siblings: MeasurementRow[];
	sources: SourceOfMeasurement[];
	comments: CommentSection;
	tags: TagsShown;
	/** In the list the address carries, else in its image. */
	neighbours: { previousId: number | null; nextId: number | null; position: number; total: number };
}
