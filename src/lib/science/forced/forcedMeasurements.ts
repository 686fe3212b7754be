import type { MeasurementColumns } from '../measurement/columns.ts';
import { emptyMeasurements } from '../measurement/emptyMeasurements.ts';
import type { Beam } from './forcedMaps.ts';
import type { ForcedFluxes } from './forcedPhotometry.ts';
import { forcedLabeller } from './labels.ts';

/** Where and what was measured: one source, position (degrees) and flux per place in the columns. */
export interface ForcedResults {
	sources: ArrayLike<number>;
	ra: ArrayLike<number>;
	dec: ArrayLike<number>;
	/** In Jy/beam. */
	fluxes: ForcedFluxes;
}

export interface ForcedMeasurementOptions {
	/** Beam of the image. */
	beam: Beam;
	/** island_id of the image's catalogue rows, in their order, and of forced rows the run has of it from before. */
	islandIds: readonly string[];
	earlierForced: readonly string[];
	runId: number;
	raUncertaintyArcsec: number;
	decUncertaintyArcsec: number;
}

export interface ForcedMeasurements {
	/** The source of each row. */
	sources: Int32Array;
	/** `id` is left 0. */
	measurements: MeasurementColumns;
}

/** Forced positions are not fitted: the reference gives them the least error it knows, 0.01″. */
const POSITION_ERROR_DEG = 0.01 / 3600;

/**
 * The rows of an image's forced measurements (spec/pipeline.md §5.4, steps 8 to 10), in mJy. Left out: what has no flux, no
 * error, or either of 0 (out of range), or an infinite χ².
 */
export function forcedMeasurements(
	{ sources, ra, dec, fluxes }: ForcedResults,
	options: ForcedMeasurementOptions
): ForcedMeasurements {
	const kept = Array.from(fluxes.flux, (_, k) => k).filter((k) => isMeasured(fluxes, k));
	const columns = withConstants(kept.length, options);
	const nextLabel = forcedLabeller(options, options.runId);
	for (const [row, k] of kept.entries()) {
		const { islandId, componentId, name } = nextLabel();
		columns.islandId[row] = islandId;
		columns.componentId[row] = componentId;
		columns.name[row] = name;
		columns.ra[row] = ra[k];
		columns.dec[row] = dec[k];
		columns.fluxPeak[row] = fluxes.flux[k] * 1000;
		columns.localRms[row] = fluxes.fluxErr[k] * 1000;
		columns.snr[row] = columns.fluxPeak[row] / columns.localRms[row];
		columns.chiSquaredFit[row] = fluxes.chiSquared[k];
	}
	columns.fluxInt.set(columns.fluxPeak);
	columns.fluxPeakErr.set(columns.localRms);
	columns.fluxIntErr.set(columns.localRms);
	return { sources: Int32Array.from(kept, (k) => sources[k]), measurements: columns };
}

function isMeasured({ flux, fluxErr, chiSquared }: ForcedFluxes, k: number): boolean {
	const present = (value: number) => Number.isFinite(value) && value !== 0;
	return present(flux[k]) && present(fluxErr[k]) && Number.isFinite(chiSquared[k]);
}

/** What is the same in every row: shape of the beam, position errors, and the flags and ratios of a point source. */
function withConstants(
	n: number,
	{ beam, raUncertaintyArcsec, decUncertaintyArcsec }: ForcedMeasurementOptions
): MeasurementColumns {
	const columns = emptyMeasurements(n);
	const ewSysErr = raUncertaintyArcsec / 3600;
	const nsSysErr = decUncertaintyArcsec / 3600;
	const uncertaintyEw = Math.hypot(ewSysErr, POSITION_ERROR_DEG);
	const uncertaintyNs = Math.hypot(nsSysErr, POSITION_ERROR_DEG);
	columns.raErr.fill(POSITION_ERROR_DEG);
	columns.decErr.fill(POSITION_ERROR_DEG);
	columns.bmaj.fill(beam.bmaj * 3600);
	columns.bmin.fill(beam.bmin * 3600);
	columns.pa.fill(beam.bpa);
	columns.psfBmaj.set(columns.bmaj);
	columns.psfBmin.set(columns.bmin);
	columns.psfPa.set(columns.pa);
	columns.compactness.fill(1);
	columns.ewSysErr.fill(ewSysErr);
	columns.nsSysErr.fill(nsSysErr);
	columns.uncertaintyEw.fill(uncertaintyEw);
	columns.uncertaintyNs.fill(uncertaintyNs);
	columns.weightEw.fill(uncertaintyEw ** -2);
	columns.weightNs.fill(uncertaintyNs ** -2);
	columns.forced.fill(1);
	columns.fluxIntIslRatio.fill(1);
	columns.fluxPeakIslRatio.fill(1);
	return columns;
}
