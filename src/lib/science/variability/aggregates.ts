import type { RowsBySource } from '../run/rowsBySource.ts';
import type { AssociationColumns, RunImage, SourceColumns } from '../run/types.ts';
import type { WorkingColumns } from '../measurement/columns.ts';
import { eta } from './eta.ts';
import { modulation } from './modulation.ts';
import type { RowFluxes } from './pairs.ts';

/** The part of the source columns that comes from a source's own rows (spec/pipeline.md §6). */
export type LightCurveAggregates = Pick<
	SourceColumns,
	| 'nMeas'
	| 'nMeasForced'
	| 'nMeasSel'
	| 'nSibl'
	| 'avgCompactness'
	| 'minSnr'
	| 'maxSnr'
	| 'wavgUncertaintyEw'
	| 'wavgUncertaintyNs'
	| 'avgFluxInt'
	| 'avgFluxPeak'
	| 'maxFluxPeak'
	| 'maxFluxInt'
	| 'minFluxPeak'
	| 'minFluxInt'
	| 'minFluxPeakIslRatio'
	| 'minFluxIntIslRatio'
	| 'vInt'
	| 'vPeak'
	| 'etaInt'
	| 'etaPeak'
>;

type FloatField = {
	[K in keyof WorkingColumns]: WorkingColumns[K] extends Float64Array ? K : never;
}[keyof WorkingColumns];

/**
 * Aggregates of every source over its rows. Compactness and signal to noise count catalogue rows only; fluxes,
 * ratios, weights, V and η count all. NaN values are left out of means and extremes; NaN where none is left.
 */
export function lightCurveAggregates(
	images: RunImage[],
	associations: AssociationColumns,
	{ start, rows }: RowsBySource,
	flux: RowFluxes
): LightCurveAggregates {
	const gather = (field: FloatField) => {
		const columns = images.map(({ measurements }) => measurements[field]);
		return grouped(new Float64Array(rows.length), columns, associations, rows);
	};
	const flags = (field: 'forced' | 'hasSiblings') => {
		const columns = images.map(({ measurements }) => measurements[field]);
		return grouped(new Uint8Array(rows.length), columns, associations, rows);
	};
	const forced = flags('forced');
	/** As `gather`, with forced rows blanked. */
	const catalogued = (field: FloatField) => {
		const values = gather(field);
		for (let k = 0; k < values.length; k++) if (forced[k]) values[k] = NaN;
		return values;
	};

	const bySource = (column: Float64Array, statistic: (values: Float64Array) => number) =>
		Float64Array.from({ length: start.length - 1 }, (_, i) =>
			statistic(column.subarray(start[i], start[i + 1]))
		);
	const counts = countRows(start, forced, flags('hasSiblings'));
	const snr = catalogued('snr');
	const int = permuted(flux.int, rows);
	const peak = permuted(flux.peak, rows);
	return {
		...counts,
		avgCompactness: bySource(catalogued('compactness'), mean),
		minSnr: bySource(snr, minimum),
		maxSnr: bySource(snr, maximum),
		wavgUncertaintyEw: bySource(gather('weightEw'), combinedUncertainty),
		wavgUncertaintyNs: bySource(gather('weightNs'), combinedUncertainty),
		avgFluxInt: bySource(int, mean),
		avgFluxPeak: bySource(peak, mean),
		maxFluxInt: bySource(int, maximum),
		maxFluxPeak: bySource(peak, maximum),
		minFluxInt: bySource(int, minimum),
		minFluxPeak: bySource(peak, minimum),
		minFluxIntIslRatio: bySource(gather('fluxIntIslRatio'), minimum),
		minFluxPeakIslRatio: bySource(gather('fluxPeakIslRatio'), minimum),
		vInt: bySource(int, modulation),
		vPeak: bySource(peak, modulation),
		etaInt: etaBySource(start, int, permuted(flux.intErr, rows)),
		etaPeak: etaBySource(start, peak, permuted(flux.peakErr, rows))
	};
}

/** Values of a measurement column, one per association row, in the order of `rows`. Fills `into`. */
function grouped<Column extends Float64Array | Uint8Array>(
	into: Column,
	columns: Column[],
	{ image, row }: AssociationColumns,
	rows: Int32Array
): Column {
	for (let k = 0; k < rows.length; k++) into[k] = columns[image[rows[k]]][row[rows[k]]];
	return into;
}

function permuted(values: Float64Array, rows: Int32Array): Float64Array {
	const ordered = new Float64Array(rows.length);
	for (let k = 0; k < rows.length; k++) ordered[k] = values[rows[k]];
	return ordered;
}

function etaBySource(start: Int32Array, flux: Float64Array, error: Float64Array): Float64Array {
	const values = new Float64Array(start.length - 1);
	for (let i = 0; i < values.length; i++) {
		values[i] = eta(flux.subarray(start[i], start[i + 1]), error.subarray(start[i], start[i + 1]));
	}
	return values;
}

function countRows(start: Int32Array, forced: Uint8Array, siblings: Uint8Array) {
	const nSources = start.length - 1;
	const nMeas = new Int32Array(nSources);
	const nMeasForced = new Int32Array(nSources);
	const nSibl = new Int32Array(nSources);
	for (let i = 0; i < nSources; i++) {
		nMeas[i] = start[i + 1] - start[i];
		for (let k = start[i]; k < start[i + 1]; k++) {
			nMeasForced[i] += forced[k];
			nSibl[i] += siblings[k];
		}
	}
	return { nMeas, nMeasForced, nMeasSel: nMeas.map((n, i) => n - nMeasForced[i]), nSibl };
}

function mean(values: Float64Array): number {
	let n = 0;
	let sum = 0;
	for (const value of values) {
		if (Number.isNaN(value)) continue;
		n++;
		sum += value;
	}
	return n > 0 ? sum / n : NaN;
}

function minimum(values: Float64Array): number {
	let least = NaN;
	for (const value of values) if (!(value >= least) && !Number.isNaN(value)) least = value;
	return least;
}

function maximum(values: Float64Array): number {
	let most = NaN;
	for (const value of values) if (!(value <= most) && !Number.isNaN(value)) most = value;
	return most;
}

/** Σ weight over all rows, forced ones too, to the power −½: degrees. */
function combinedUncertainty(weights: Float64Array): number {
	let sum = 0;
	for (const weight of weights) sum += weight;
	return 1 / Math.sqrt(sum);
}
