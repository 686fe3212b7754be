import { bandMetrics, type BandMetrics } from '../variability/bandMetrics.ts';
import type { InjectableCurve } from './injection.ts';

/** The pipeline's default (spec/pipeline.md §6.1). */
const PAIR_MIN_ABS_VS = 4.3;

/** Of the numbers of a source, those that follow from the fluxes of its light curve. */
export function fluxMetrics(curve: InjectableCurve & { forced: readonly boolean[] }) {
	const measured = (values: readonly number[]) => values.filter(Number.isFinite);
	const int = measured(curve.fluxInt);
	// Signal to noise is of what a source finder found.
	const snr = measured(
		curve.fluxPeak.flatMap((flux, i) => (curve.forced[i] ? [] : [flux / curve.localRms[i]]))
	);
	return {
		...wholeCurve(curve),
		...{ minSnr: least(snr), maxSnr: most(snr) },
		...{ minFluxInt: least(int), maxFluxInt: most(int) },
		avgFluxInt: int.length > 0 ? int.reduce((sum, flux) => sum + flux, 0) / int.length : NaN,
		bands: bandMetrics(curve, PAIR_MIN_ABS_VS)
	};
}

/** As if all epochs were of one band: what the reference's η and V are. */
function wholeCurve(curve: InjectableCurve): Omit<BandMetrics, 'frequencyMhz' | 'nMeas'> {
	const [whole] = bandMetrics({ ...curve, frequencyMhz: curve.mjd.map(() => 1) }, PAIR_MIN_ABS_VS);
	const { frequencyMhz: _frequency, nMeas: _n, ...metrics } = whole;
	return metrics;
}

function least(values: readonly number[]): number {
	return values.length > 0 ? Math.min(...values) : NaN;
}

function most(values: readonly number[]): number {
	return values.length > 0 ? Math.max(...values) : NaN;
}
