import type { RowFluxes } from '../variability/pairs.ts';
import type { AssociationColumns, RunImage } from './types.ts';

/**
 * Fluxes and their errors per association row. A fractional error adds in quadrature to the errors of catalogue
 * rows, not of forced ones (spec/pipeline.md §4.1); the stored measurements keep their own.
 */
export function rowFluxes(
	images: RunImage[],
	{ n, image, row }: AssociationColumns,
	fractionalError: number
): RowFluxes {
	const fluxes = {
		int: new Float64Array(n),
		intErr: new Float64Array(n),
		peak: new Float64Array(n),
		peakErr: new Float64Array(n)
	};
	for (let k = 0; k < n; k++) {
		const columns = images[image[k]].measurements;
		const m = row[k];
		const fraction = columns.forced[m] ? 0 : fractionalError;
		fluxes.int[k] = columns.fluxInt[m];
		fluxes.peak[k] = columns.fluxPeak[m];
		fluxes.intErr[k] = withFraction(columns.fluxIntErr[m], fraction * columns.fluxInt[m]);
		fluxes.peakErr[k] = withFraction(columns.fluxPeakErr[m], fraction * columns.fluxPeak[m]);
	}
	return fluxes;
}

/** No fractional error leaves the error exactly as it is. */
function withFraction(error: number, extra: number): number {
	return extra === 0 ? error : Math.hypot(error, extra);
}
