import type { BandMetrics, Source } from '#schema/source.ts';
import { leadingBand } from '#science/variability/bandMetrics.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';

const ARCSEC_PER_DEGREE = 3600;

interface BothRow {
	name: string;
	unit: string;
	about: string;
	peak: string;
	integrated: string;
}

interface SingleRow {
	name: string;
	unit: string;
	about: string;
	value: string;
}

/** The numbers of a source as a reader wants them: peak beside integrated, each with its unit and what it means. */
export function metricRows(source: Source): { both: BothRow[]; single: SingleRow[] } {
	return { both: [...variability(source), ...fluxes(source)], single: singles(source) };
}

/** Per band where the run has several, so that a spectral slope is not read as variability; then all epochs together. */
function variability(source: Source): BothRow[] {
	if (source.bands.length < 2) return variabilityRows(source, '');
	const perBand = source.bands.flatMap((band) =>
		variabilityRows(band, ` at ${band.frequencyMhz.toFixed(0)} MHz`).slice(0, 2)
	);
	const leading = leadingBand(source.bands) ?? source.bands[0];
	const pair = variabilityRows(leading, ` at ${leading.frequencyMhz.toFixed(0)} MHz`).slice(2);
	const mixed = variabilityRows(source, ', all bands').slice(0, 2);
	const slope = ' Over all bands together a spectral slope counts as variability.';
	return [...perBand, ...pair, ...mixed.map((row) => ({ ...row, about: row.about + slope }))];
}

function variabilityRows(s: Omit<BandMetrics, 'frequencyMhz'>, which: string): BothRow[] {
	return [
		{
			name: `η${which}`,
			unit: '',
			about: 'Weighted reduced χ² of a steady source: how significant the variability is.',
			peak: significant(s.etaPeak),
			integrated: significant(s.etaInt)
		},
		{
			name: `V${which}`,
			unit: '',
			about: 'Modulation index, standard deviation over mean flux: how large the variability is.',
			peak: significant(s.vPeak),
			integrated: significant(s.vInt)
		},
		{
			name: `|Vs| max${which}`,
			unit: 'σ',
			about: 'Largest two-epoch t statistic that passes the threshold; 0 when no pair does.',
			peak: significant(s.vsAbsSignificantMaxPeak),
			integrated: significant(s.vsAbsSignificantMaxInt)
		},
		{
			name: `|m| max${which}`,
			unit: '',
			about: 'Modulation of that pair: difference over mean of the two fluxes, at most 2.',
			peak: significant(s.mAbsSignificantMaxPeak),
			integrated: significant(s.mAbsSignificantMaxInt)
		}
	];
}

function fluxes(s: Source): BothRow[] {
	const about = 'over all measurements, forced ones included; peak in mJy/beam, integrated in mJy.';
	return [
		{
			name: 'S max',
			unit: 'mJy',
			about: `Largest flux ${about}`,
			peak: fixed(s.maxFluxPeak, 3),
			integrated: fixed(s.maxFluxInt, 3)
		},
		{
			name: 'S mean',
			unit: 'mJy',
			about: `Mean flux ${about}`,
			peak: fixed(s.avgFluxPeak, 3),
			integrated: fixed(s.avgFluxInt, 3)
		},
		{
			name: 'S min',
			unit: 'mJy',
			about: `Smallest flux ${about}`,
			peak: fixed(s.minFluxPeak, 3),
			integrated: fixed(s.minFluxInt, 3)
		}
	];
}

function singles(s: Source): SingleRow[] {
	return [
		{
			name: 'S/N, max',
			unit: '',
			about: 'Peak flux over local rms, detections only.',
			value: fixed(s.maxSnr, 1)
		},
		{
			name: 'Compactness',
			unit: '',
			about: 'Mean of integrated over peak flux: 1 for a point source.',
			value: fixed(s.avgCompactness, 2)
		},
		{
			name: 'Nearest neighbour',
			unit: '″',
			about: 'Distance to the nearest other source of the run: a bright one may leak into this.',
			value: fixed(s.nNeighbourDist * ARCSEC_PER_DEGREE, 1)
		},
		{
			name: 'Measurements',
			unit: '',
			about: 'Detections by the source finder plus forced fits where it found nothing.',
			value: `${s.nMeasSel} detected, ${s.nMeasForced} forced`
		},
		{
			name: 'New source',
			unit: 'σ',
			about:
				'Not seen in the first epoch that covers it; the numbers are its flux over the worst and over the best rms there in earlier images.',
			value: s.isNew ? `yes, ${newSigmas(s)}` : 'no'
		},
		{
			name: 'Siblings, relations',
			unit: '',
			about: 'Measurements sharing an island with others; other sources sharing a measurement.',
			value: `${s.nSibl}, ${s.nRel}`
		}
	];
}

/** The first one is the reference's new_high_sigma. Sources of earlier versions have no other. */
function newSigmas({ newHighSigma, newTrueHighSigma }: Source): string {
	const lowest = significant(newHighSigma);
	const highest = significant(newTrueHighSigma);
	return newTrueHighSigma > 0 && highest !== lowest ? `${lowest} to ${highest}` : lowest;
}
