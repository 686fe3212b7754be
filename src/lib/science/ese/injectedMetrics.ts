import { bandMetrics, type BandMetrics } from '../variability/bandMetrics.ts';
import type { InjectableCurve } from './injection.ts';

/** Whether the run looked at pairs of epochs, and from which |Vs| on it counted them (spec/pipeline.md §6.1). */
interface PairOptions {
	pairMetrics: boolean;
	pairMinAbsVs: number;
}

/** Of the numbers of a source, those that follow from the fluxes of its light curve, as its run works them out. */
export function fluxMetrics(
	curve: InjectableCurve & { forced: readonly boolean[] },
	{ pairMetrics, pairMinAbsVs }: PairOptions
) {
	const measured = (values: readonly number[]) => values.filter(Number.isFinite);
	const int = measured(curve.fluxInt);
	// Signal to noise is of what a source finder found.
	const snr = measured(
		curve.fluxPeak.flatMap((flux, i) => (curve.forced[i] ? [] : [flux / curve.localRms[i]]))
	);
	return {
		...wholeCurve(curve, pairMetrics ? pairMinAbsVs : Infinity),
		...{ minSnr: least(snr), maxSnr: most(snr) },
		...{ minFluxInt: least(int), maxFluxInt: most(int) },
		avgFluxInt: int.length > 0 ? int.reduce((sum, flux) => sum + flux, 0) / int.length : NaN,
		bands: bandMetrics(curve, pairMinAbsVs)
	};
}

/** As if all epochs were of one band: what the reference's η and V are. */
function wholeCurve(
	curve: InjectableCurve,
	pairMinAbsVs: number
): Omit<BandMetrics, 'frequencyMhz' | 'nMeas'> {
	const [whole] = bandMetrics({ ...curve, frequencyMhz: curve.mjd.map(() => 1) }, pairMinAbsVs);
	const { frequencyMhz: _frequency, nMeas: _n, ...metrics } = whole;
	return metrics;
}

function least(values: readonly number[]): number {
	return values.length > 0 ? Math.min(...values) : NaN;
}

function most(values: readonly number[]): number {
	return values.length > 0 ? Math.max(...values) : NaN;
}
