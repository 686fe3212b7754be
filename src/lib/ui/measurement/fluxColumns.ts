import type { MeasurementRow } from '#schema/sourcePage.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { numberColumn, type TextColumn } from '#ui/sourcepage/tableText.ts';

type Fluxes = Pick<
	MeasurementRow,
	| 'fluxPeak'
	| 'fluxPeakErr'
	| 'fluxPeakIslRatio'
	| 'fluxInt'
	| 'fluxIntErr'
	| 'fluxIntIslRatio'
	| 'localRms'
	| 'snr'
	| 'hasSiblings'
>;

const PEAK = 'mJy/beam';
const INT = 'mJy';

/** What every table of measurements says of their fluxes, with the reference's precision. */
export const FLUX_COLUMNS: readonly TextColumn<Fluxes>[] = [
	numberColumn('fluxPeak', 'S peak', { unit: PEAK, text: ({ fluxPeak }) => fixed(fluxPeak, 3) }),
	numberColumn('fluxPeakErr', 'σ', {
		unit: PEAK,
		about: 'Error of the peak flux',
		text: ({ fluxPeakErr }) => fixed(fluxPeakErr, 3)
	}),
	numberColumn('fluxPeakIslRatio', 'of island', {
		about: 'Peak flux over that of its island: 1 when it stands alone',
		text: ({ fluxPeakIslRatio }) => fixed(fluxPeakIslRatio, 2)
	}),
	numberColumn('fluxInt', 'S int', { unit: INT, text: ({ fluxInt }) => fixed(fluxInt, 3) }),
	numberColumn('fluxIntErr', 'σ', {
		unit: INT,
		about: 'Error of the integrated flux',
		text: ({ fluxIntErr }) => fixed(fluxIntErr, 3)
	}),
	numberColumn('fluxIntIslRatio', 'of island', {
		about: 'Integrated flux over that of its island: 1 when it stands alone',
		text: ({ fluxIntIslRatio }) => fixed(fluxIntIslRatio, 2)
	})
];

/** And of the noise they stand in, and their company. */
export const NOISE_COLUMNS: readonly TextColumn<Fluxes>[] = [
	numberColumn('localRms', 'rms', {
		unit: PEAK,
		about: 'Noise at its place',
		text: ({ localRms }) => fixed(localRms, 3)
	}),
	numberColumn('snr', 'S/N', {
		about: 'Peak flux over the noise at its place',
		text: ({ snr }) => fixed(snr, 2)
	}),
	{
		key: 'hasSiblings',
		title: 'Siblings',
		about: 'Whether it shares its island with others',
		text: ({ hasSiblings }) => (hasSiblings ? 'yes' : 'no')
	}
];
