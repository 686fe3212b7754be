import type { MeasurementRow } from '#schema/measurementPage.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { numberColumn, type TextColumn } from '#ui/sourcepage/tableText.ts';
import { FLUX_COLUMNS, NOISE_COLUMNS } from './fluxColumns.ts';

const arcsec = (degrees: number) => fixed(degrees * ARCSEC_PER_DEG, 3);

/** The reference's columns and precision; every key is what the table sorts by. */
export const MEASUREMENT_COLUMNS: readonly TextColumn<MeasurementRow>[] = [
	{ key: 'name', title: 'Measurement', sticky: true, text: ({ name }) => name },
	{
		key: 'datetime',
		title: 'Observed',
		unit: 'UTC',
		text: ({ image }) => image.datetime.toISOString().slice(0, 16).replace('T', ' ')
	},
	numberColumn('separation', 'Separation', {
		unit: '″',
		about: 'From the position asked for',
		text: ({ separationArcsec }) => fixed(separationArcsec, 2)
	}),
	{ key: 'ra', title: 'RA', unit: 'h:m:s', text: ({ ra }) => formatRa(ra, 2) },
	numberColumn('raErr', 'σ fit', {
		unit: '″',
		about: 'Error of the fit in right ascension',
		text: ({ raErr }) => arcsec(raErr)
	}),
	numberColumn('uncertaintyEw', 'σ E–W', {
		unit: '″',
		about: 'Uncertainty east–west, astrometric error included',
		text: ({ uncertaintyEw }) => arcsec(uncertaintyEw)
	}),
	{
		key: 'dec',
		title: 'Dec',
		unit: 'd:m:s',
		text: ({ dec }) => formatDec(dec, 1).replace('-', '−')
	},
	numberColumn('decErr', 'σ fit', {
		unit: '″',
		about: 'Error of the fit in declination',
		text: ({ decErr }) => arcsec(decErr)
	}),
	numberColumn('uncertaintyNs', 'σ N–S', {
		unit: '″',
		about: 'Uncertainty north–south, astrometric error included',
		text: ({ uncertaintyNs }) => arcsec(uncertaintyNs)
	}),
	...FLUX_COLUMNS,
	numberColumn('frequency', 'ν', {
		unit: 'MHz',
		about: 'Frequency of the image',
		text: ({ image }) => fixed(image.frequencyMhz, 2)
	}),
	numberColumn('compactness', 'Compactness', {
		about: 'Integrated over peak flux',
		text: ({ compactness }) => fixed(compactness, 3)
	}),
	...NOISE_COLUMNS,
	{
		key: 'forced',
		title: 'How',
		about: 'Detected by the source finder, or a fit at the place where it found nothing',
		text: ({ forced, run }) => (forced ? `forced${run ? ` by ${run.name}` : ''}` : 'detected')
	}
];
