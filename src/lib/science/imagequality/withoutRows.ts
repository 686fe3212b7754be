import type { WorkingColumns } from '../measurement/columns.ts';
import { rowsBySource } from '../run/rowsBySource.ts';
import type { AssociationColumns, RunImage } from '../run/types.ts';
import { bandMetrics, isOneBand, type BandMetrics } from '../variability/bandMetrics.ts';
import { lightCurveAggregates, type LightCurveAggregates } from '../variability/aggregates.ts';
import type { RowFluxes } from '../variability/pairs.ts';
import { pairAggregates } from '../variability/pairsInBlocks.ts';

/** Rows of some sources' light curves, one behind the other: what is left of them once bad images are left out. */
export interface LeftRows {
	nSources: number;
	/** Which of the sources, counted from 0, each row is of. */
	source: Int32Array;
	/** ms since 1970, or days: only their order counts. */
	date: Float64Array;
	frequencyMhz: Float64Array;
	/** Fluxes and the errors that the run worked with, its fractional error included. */
	flux: RowFluxes;
	/** Of the measurements: what else the aggregates look at. */
	measured: Pick<
		WorkingColumns,
		'snr' | 'compactness' | 'fluxIntIslRatio' | 'fluxPeakIslRatio' | 'hasSiblings' | 'forced'
	>;
}

type PairMetrics = ReturnType<typeof pairAggregates>;
/** Where a source is stays what it was, and how well that is known. */
export type ReworkedColumns = Omit<
	LightCurveAggregates,
	'wavgUncertaintyEw' | 'wavgUncertaintyNs'
> &
	PairMetrics;

/**
 * The metrics of sources over the rows that are left, by the run's own functions. Rows come in the run's order (a source's
 * detections by date, its forced measurements behind them), so that of a source of which nothing is left out the numbers
 * are those of the run, but for rounding where the run associated rows in another order. A source of which nothing is left
 * has 0 measurements, η, V and pairs of 0, and NaN for the rest.
 */
export function metricsOfRows(
	rows: LeftRows,
	{ pairMetrics, pairMinAbsVs }: { pairMetrics: boolean; pairMinAbsVs: number }
): ReworkedColumns {
	const n = rows.source.length;
	const associations = associationsOf(rows);
	const bySource = rowsBySource(rows.source, rows.nSources);
	const {
		wavgUncertaintyEw: _ew,
		wavgUncertaintyNs: _ns,
		...aggregates
	} = lightCurveAggregates([imageOf(rows)], associations, bySource, rows.flux);
	const minAbsVs = pairMetrics && n > 0 ? pairMinAbsVs : Infinity;
	return {
		...aggregates,
		...pairAggregates({ bySource, dateMs: rows.date, flux: rows.flux }, minAbsVs)
	};
}

/** Metrics of each band of each source; of a run in one band those of the whole source. */
export function bandsOfRows(
	rows: LeftRows,
	whole: ReworkedColumns,
	{ pairMinAbsVs, runFrequenciesMhz }: { pairMinAbsVs: number; runFrequenciesMhz: number[] }
): BandMetrics[][] {
	const { start, rows: order } = rowsBySource(rows.source, rows.nSources);
	const oneBand = isOneBand(runFrequenciesMhz);
	return Array.from({ length: rows.nSources }, (_, source) => {
		const own = byDate(order.subarray(start[source], start[source + 1]), rows.date);
		if (own.length === 0) return [];
		const pick = (column: Float64Array) => own.map((row) => column[row]);
		if (oneBand) return [wholeBand(whole, source, rows.frequencyMhz[own[0]])];
		const curve = {
			frequencyMhz: pick(rows.frequencyMhz),
			fluxPeak: pick(rows.flux.peak),
			fluxPeakErr: pick(rows.flux.peakErr),
			fluxInt: pick(rows.flux.int),
			fluxIntErr: pick(rows.flux.intErr)
		};
		return bandMetrics(curve, pairMinAbsVs);
	});
}

/** As light curves are kept: by date, and of one date in the order of the rows. */
function byDate(rows: Int32Array, date: Float64Array): number[] {
	return [...rows].sort((a, b) => date[a] - date[b] || a - b);
}

function wholeBand(columns: ReworkedColumns, source: number, frequencyMhz: number): BandMetrics {
	const at = (key: keyof BandMetrics & keyof ReworkedColumns) => columns[key][source];
	return {
		frequencyMhz,
		nMeas: at('nMeas'),
		etaPeak: at('etaPeak'),
		vPeak: at('vPeak'),
		etaInt: at('etaInt'),
		vInt: at('vInt'),
		avgFluxPeak: at('avgFluxPeak'),
		maxFluxPeak: at('maxFluxPeak'),
		minFluxPeak: at('minFluxPeak'),
		vsAbsSignificantMaxPeak: at('vsAbsSignificantMaxPeak'),
		mAbsSignificantMaxPeak: at('mAbsSignificantMaxPeak'),
		vsAbsSignificantMaxInt: at('vsAbsSignificantMaxInt'),
		mAbsSignificantMaxInt: at('mAbsSignificantMaxInt')
	};
}

/** Every row is a measurement of one image that holds them all. */
function associationsOf({ source }: LeftRows): AssociationColumns {
	const n = source.length;
	return {
		n,
		source,
		image: new Int32Array(n),
		row: Int32Array.from({ length: n }, (_, row) => row),
		d2d: new Float64Array(0),
		dr: new Float64Array(0)
	};
}

function imageOf({ measured, source }: LeftRows): RunImage {
	const unknown = new Float64Array(source.length).fill(NaN);
	// The aggregates read these columns of an image only.
	return { measurements: { ...measured, weightEw: unknown, weightNs: unknown } } as RunImage;
}
