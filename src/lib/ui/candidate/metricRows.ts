import type { BandMetrics, LightCurve, Source } from '#schema/source.ts';
import type { ScoreTrust } from '#schema/sourcePage.ts';
import { leadingBand } from '#science/variability/bandMetrics.ts';
import { rowsByBand } from '#science/variability/bands.ts';
import { fluxErrors } from '#science/variability/fluxErrors.ts';
import { jackknifeErrors } from '#science/variability/jackknife.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';

const ARCSEC_PER_DEGREE = 3600;

const METRIC_GROUPS = {
	flux: 'Flux',
	variability: 'Variability',
	position: 'Position',
	counts: 'Counts',
	newness: 'Newness',
	score: 'Scores'
} as const;
export type MetricGroupKey = keyof typeof METRIC_GROUPS;

/** A number of a source: for peak and integrated flux side by side, or one for both. */
export interface MetricRow {
	name: string;
	unit: string;
	about: string;
	values: [peak: string, integrated: string] | [both: string];
}

export interface MetricGroup {
	key: MetricGroupKey;
	title: string;
	rows: MetricRow[];
}

/**
 * The numbers of a source as a reader wants them: in groups, each with its unit, what it means, and its uncertainty where the
 * light curve tells one.
 */
export function metricGroups(
	source: Source,
	curve: LightCurve | null,
	scores: readonly ScoreTrust[] = []
): MetricGroup[] {
	const rows: Record<MetricGroupKey, MetricRow[]> = {
		flux: fluxes(source, curve),
		variability: variability(source, curve),
		position: position(source),
		counts: counts(source),
		newness: newness(source),
		score: scores.map(scoreRow)
	};
	return (
		Object.keys(METRIC_GROUPS)
			// Object.keys forgets which keys it was given.
			.map((key) => key as MetricGroupKey)
			.map((key) => ({ key, title: METRIC_GROUPS[key], rows: rows[key] }))
			.filter((group) => group.rows.length > 0)
	);
}

/** Per band where the run has several, so that a spectral slope is not read as variability; then all epochs together. */
function variability(source: Source, curve: LightCurve | null): MetricRow[] {
	const bands = curve ? rowsByBand(curve.frequencyMhz) : [];
	const all = spreadOf(curve, curve ? curve.mjd.map((_, row) => row) : []);
	if (source.bands.length < 2) return variabilityRows(source, '', all);
	const named = (band: BandMetrics) => ` at ${band.frequencyMhz.toFixed(0)} MHz`;
	const perBand = source.bands.flatMap((band, place) =>
		variabilityRows(band, named(band), spreadOf(curve, bands.at(place) ?? [])).slice(0, 2)
	);
	const leading = leadingBand(source.bands) ?? source.bands[0];
	const pair = variabilityRows(leading, named(leading), NO_SPREAD).slice(2);
	const mixed = variabilityRows(source, ', all bands', all).slice(0, 2);
	const slope = ' Over all bands together a spectral slope counts as variability.';
	return [...perBand, ...pair, ...mixed.map((row) => ({ ...row, about: row.about + slope }))];
}

type Spread = Record<'peak' | 'int', { eta: number; v: number }>;
const NO_SPREAD: Spread = { peak: { eta: NaN, v: NaN }, int: { eta: NaN, v: NaN } };

function spreadOf(curve: LightCurve | null, rows: number[]): Spread {
	if (!curve) return NO_SPREAD;
	const pick = (column: number[]) => rows.map((row) => column[row]);
	return {
		peak: jackknifeErrors(pick(curve.fluxPeak), pick(curve.fluxPeakErr)),
		int: jackknifeErrors(pick(curve.fluxInt), pick(curve.fluxIntErr))
	};
}

function variabilityRows(
	s: Omit<BandMetrics, 'frequencyMhz'>,
	which: string,
	{ peak, int }: Spread
): MetricRow[] {
	const epochs = ' ± says how far single epochs decide it (jackknife).';
	return [
		{
			name: `η${which}`,
			unit: '',
			about: `Weighted reduced χ² of a steady source: how significant the variability is.${epochs}`,
			values: [withError(s.etaPeak, peak.eta), withError(s.etaInt, int.eta)]
		},
		{
			name: `V${which}`,
			unit: '',
			about: `Modulation index, standard deviation over mean flux: how large the variability is.${epochs}`,
			values: [withError(s.vPeak, peak.v), withError(s.vInt, int.v)]
		},
		{
			name: `|Vs| max${which}`,
			unit: 'σ',
			about: 'Largest two-epoch t statistic that passes the threshold; 0 when no pair does.',
			values: [significant(s.vsAbsSignificantMaxPeak), significant(s.vsAbsSignificantMaxInt)]
		},
		{
			name: `|m| max${which}`,
			unit: '',
			about: 'Modulation of that pair: difference over mean of the two fluxes, at most 2.',
			values: [significant(s.mAbsSignificantMaxPeak), significant(s.mAbsSignificantMaxInt)]
		}
	];
}

function fluxes(s: Source, curve: LightCurve | null): MetricRow[] {
	const about = 'over all measurements, forced ones included; peak in mJy/beam, integrated in mJy.';
	const none = { mean: NaN, max: NaN, min: NaN };
	const peak = curve ? fluxErrors(curve.fluxPeak, curve.fluxPeakErr) : none;
	const int = curve ? fluxErrors(curve.fluxInt, curve.fluxIntErr) : none;
	const mjy = (value: number, error: number) =>
		fixed(value, 3) + (Number.isFinite(error) ? ` ± ${fixed(error, 3)}` : '');
	return [
		{
			name: 'S max',
			unit: 'mJy',
			about: `Largest flux ${about} ± is the error of that epoch.`,
			values: [mjy(s.maxFluxPeak, peak.max), mjy(s.maxFluxInt, int.max)]
		},
		{
			name: 'S mean',
			unit: 'mJy',
			about: `Mean flux ${about} ± follows from the errors of the epochs.`,
			values: [mjy(s.avgFluxPeak, peak.mean), mjy(s.avgFluxInt, int.mean)]
		},
		{
			name: 'S min',
			unit: 'mJy',
			about: `Smallest flux ${about} ± is the error of that epoch.`,
			values: [mjy(s.minFluxPeak, peak.min), mjy(s.minFluxInt, int.min)]
		},
		{
			name: 'Island ratio, min',
			unit: '',
			about: 'Smallest ratio of its flux to that of its island: 1 when it stands alone.',
			values: [fixed(s.minFluxPeakIslRatio, 2), fixed(s.minFluxIntIslRatio, 2)]
		},
		{
			name: 'S/N, max and min',
			unit: '',
			about: 'Peak flux over local rms, detections only.',
			values: [`${fixed(s.maxSnr, 1)}, ${fixed(s.minSnr, 1)}`]
		},
		{
			name: 'Compactness',
			unit: '',
			about: 'Mean of integrated over peak flux: 1 for a point source.',
			values: [fixed(s.avgCompactness, 2)]
		}
	];
}

function position(s: Source): MetricRow[] {
	const arcsec = (degrees: number) => fixed(degrees * ARCSEC_PER_DEGREE, 3);
	return [
		{
			name: '1 σ, east–west and north–south',
			unit: '″',
			about: 'Of the mean position, weighted by the uncertainties of its measurements.',
			values: [`${arcsec(s.wavgUncertaintyEw)}, ${arcsec(s.wavgUncertaintyNs)}`]
		},
		{
			name: 'Nearest neighbour',
			unit: '″',
			about: 'Distance to the nearest other source of the run: a bright one may leak into this.',
			values: [fixed(s.nNeighbourDist * ARCSEC_PER_DEGREE, 1)]
		}
	];
}

function counts(s: Source): MetricRow[] {
	return [
		{
			name: 'Measurements',
			unit: '',
			about: 'Detections by the source finder plus forced fits where it found nothing.',
			values: [`${s.nMeasSel} detected, ${s.nMeasForced} forced`]
		},
		{
			name: 'Siblings, relations',
			unit: '',
			about: 'Measurements sharing an island with others; other sources sharing a measurement.',
			values: [`${s.nSibl}, ${s.nRel}`]
		}
	];
}

function newness(s: Source): MetricRow[] {
	return [
		{
			name: 'New source',
			unit: 'σ',
			about:
				'Not seen in the first epoch that covers it; the numbers are its flux over the worst and over the best rms there in earlier images.',
			values: [s.isNew ? `yes, ${newSigmas(s)}` : 'no']
		}
	];
}

function scoreRow({ queueName, score, rank }: ScoreTrust): MetricRow {
	return {
		name: queueName,
		unit: '',
		about: 'Score by which the queue ranked the object: comparable within the queue only.',
		values: [`${significant(score)}, rank ${rank}`]
	};
}

/** The first one is the reference's new_high_sigma. Sources of earlier versions have no other. */
function newSigmas({ newHighSigma, newTrueHighSigma }: Source): string {
	const lowest = significant(newHighSigma);
	const highest = significant(newTrueHighSigma);
	return newTrueHighSigma > 0 && highest !== lowest ? `${lowest} to ${highest}` : lowest;
}

/** Errors to two figures; both in powers of ten where the value is. */
function withError(value: number, error: number): string {
	const shown = significant(value);
	if (!Number.isFinite(error)) return shown;
	const rounded = Number(error.toPrecision(2));
	const inPowers = shown.includes('e') && rounded !== 0;
	return `${shown} ± ${inPowers ? rounded.toExponential(1).replaceAll('-', '−') : significant(rounded, 2)}`;
}
