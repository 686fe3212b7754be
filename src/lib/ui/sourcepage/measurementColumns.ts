import type { MeasurementRow, SiblingRow } from '#schema/sourcePage.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';
import { msFromMjd } from '#science/sky/time.ts';
import { FLUX_COLUMNS, NOISE_COLUMNS } from '#ui/measurement/fluxColumns.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { numberColumn, type TextColumn } from './tableText.ts';

const PEAK = 'mJy/beam';
const INT = 'mJy';

/** Columns and precision of the reference's table; positions sexagesimal, their errors in arcsec. */
export const MEASUREMENT_COLUMNS: readonly TextColumn<MeasurementRow>[] = [
	{
		key: 'date',
		title: 'Date',
		unit: 'UTC',
		about: 'Of the observation, as its image says',
		sticky: true,
		text: ({ mjd }) => utc(mjd)
	},
	numberColumn('mjd', 'MJD', { unit: 'd', text: ({ mjd }) => fixed(mjd, 5) }),
	{ key: 'name', title: 'Measurement', text: ({ name }) => name },
	{ key: 'image', title: 'Image', text: ({ imageName }) => imageName },
	numberColumn('frequency', 'ν', {
		unit: 'MHz',
		about: 'Frequency of the image',
		text: ({ frequencyMhz }) => fixed(frequencyMhz, 2)
	}),
	{ key: 'ra', title: 'RA', unit: 'h:m:s', text: ({ ra }) => formatRa(ra, 2) },
	numberColumn('raErr', 'σ RA', { unit: '″', text: ({ raErrArcsec }) => fixed(raErrArcsec, 3) }),
	{
		key: 'dec',
		title: 'Dec',
		unit: 'd:m:s',
		text: ({ dec }) => formatDec(dec, 1).replace('-', '−')
	},
	numberColumn('decErr', 'σ Dec', {
		unit: '″',
		text: ({ decErrArcsec }) => fixed(decErrArcsec, 3)
	}),
	...FLUX_COLUMNS,
	...NOISE_COLUMNS,
	{
		key: 'forced',
		title: 'How',
		about: 'Detected by the source finder, or a fit at the place where it found nothing',
		text: ({ forced }) => (forced ? 'forced' : 'detected')
	},
	{
		key: 'mark',
		title: 'Mark',
		about: 'What people said of the image',
		text: ({ mark }) => mark ?? '–'
	}
];

export const SIBLING_COLUMNS: readonly TextColumn<SiblingRow>[] = [
	{ key: 'name', title: 'Component', text: ({ name }) => name },
	{ key: 'image', title: 'Image', text: ({ imageName }) => imageName },
	{ key: 'island', title: 'Island', text: ({ islandId }) => islandId },
	numberColumn('separation', 'Separation', {
		unit: '″',
		about: 'From the source',
		text: ({ separationArcsec }) => fixed(separationArcsec, 2)
	}),
	numberColumn('fluxPeak', 'S peak', { unit: PEAK, text: ({ fluxPeak }) => fixed(fluxPeak, 3) }),
	numberColumn('fluxPeakIslRatio', 'of island', {
		text: ({ fluxPeakIslRatio }) => fixed(fluxPeakIslRatio, 2)
	}),
	numberColumn('fluxInt', 'S int', { unit: INT, text: ({ fluxInt }) => fixed(fluxInt, 3) }),
	numberColumn('fluxIntIslRatio', 'of island', {
		text: ({ fluxIntIslRatio }) => fixed(fluxIntIslRatio, 2)
	})
];

/** 2020-08-03 04:33:55. */
function utc(mjd: number): string {
	if (!Number.isFinite(mjd)) return '–';
	return new Date(msFromMjd(mjd)).toISOString().slice(0, 19).replace('T', ' ');
}
