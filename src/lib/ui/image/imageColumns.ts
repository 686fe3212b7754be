import type { ImageRow, ImageSort } from '#schema/imagePage.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { counted, fixed } from '#ui/shared/numbers.ts';

/** A column of the table of images; what it sorts by is its key. */
export interface ImageColumn {
	key: ImageSort | 'nRuns';
	title: string;
	unit?: string;
	about?: string;
	numeric?: boolean;
	sticky?: boolean;
	text: (image: ImageRow) => string;
}

const RMS = 'mJy/beam';

/** The reference's columns in its precision, with positions sexagesimal too, and what an image has of runs and measurements. */
export const IMAGE_COLUMNS: readonly ImageColumn[] = [
	{ key: 'name', title: 'Image', sticky: true, text: ({ name }) => name },
	{
		key: 'datetime',
		title: 'Observed',
		unit: 'UTC',
		about: 'Start of the observation, as the image says',
		text: ({ datetime }) => datetime.toISOString().slice(0, 19).replace('T', ' ')
	},
	{ key: 'telescope', title: 'Telescope', text: ({ telescope }) => telescope || '–' },
	{
		key: 'polarisation',
		title: 'Pol.',
		about: 'Polarisation',
		text: ({ polarisation }) => polarisation || '–'
	},
	number('frequencyMhz', 'ν', 'MHz', ({ frequencyMhz }) => fixed(frequencyMhz, 2)),
	{ key: 'ra', title: 'RA', unit: 'h:m:s', text: ({ ra }) => formatRa(ra, 1) },
	{
		key: 'dec',
		title: 'Dec',
		unit: 'd:m:s',
		text: ({ dec }) => formatDec(dec, 0).replace('-', '−')
	},
	number('rmsMedian', 'rms', RMS, ({ rmsMedian }) => fixed(rmsMedian, 3), 'Median over the image'),
	number('rmsMin', 'rms min', RMS, ({ rmsMin }) => fixed(rmsMin, 3)),
	number('rmsMax', 'rms max', RMS, ({ rmsMax }) => fixed(rmsMax, 3)),
	number(
		'beamBmaj',
		'Beam maj',
		'″',
		({ beamBmaj }) => fixed(beamBmaj * ARCSEC_PER_DEG, 2),
		'Full width at half maximum'
	),
	number(
		'beamBmin',
		'Beam min',
		'″',
		({ beamBmin }) => fixed(beamBmin * ARCSEC_PER_DEG, 2),
		'Full width at half maximum'
	),
	number('beamBpa', 'Beam PA', '°', ({ beamBpa }) => fixed(beamBpa, 2), 'From north through east'),
	number(
		'nMeasurements',
		'Measurements',
		'',
		({ nMeasurements }) => counted(nMeasurements),
		'In its catalogue; forced ones are counted with the runs that made them'
	),
	number('nRuns', 'Runs', '', ({ nRuns }) => counted(nRuns), 'Completed runs that it is in')
];

function number(
	key: ImageColumn['key'],
	title: string,
	unit: string,
	text: ImageColumn['text'],
	about?: string
): ImageColumn {
	return { key, title, numeric: true, text, ...(unit && { unit }), ...(about && { about }) };
}
