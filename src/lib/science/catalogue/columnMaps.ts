import type { MeasurementColumns } from '../measurement/columns.ts';

type ColumnsOf<T> = {
	[K in keyof MeasurementColumns]: MeasurementColumns[K] extends T ? K : never;
}[keyof MeasurementColumns];
type TextKey = ColumnsOf<string[]>;
type NumberKey = ColumnsOf<Float64Array>;
type FlagKey = ColumnsOf<Uint8Array>;

/** One column of a source finder's catalogue and the measurement field it fills. Units are those of MeasurementColumns. */
export type ColumnRule =
	| { column: string; key: TextKey; kind: 'text' }
	| { column: string; key: NumberKey; kind: 'number' }
	| { column: string; key: FlagKey; kind: 'flag' };

/** How the catalogue of one source finder becomes measurements. Another finder is another entry in COLUMN_MAPS. */
export interface ColumnMap {
	finder: string;
	/** All required. */
	columns: readonly ColumnRule[];
	/** Other spellings of a column, as archives write them. */
	aliases: Readonly<Record<string, string>>;
}

/** spec/pipeline.md §3.1. Position errors arrive in arcsec and are turned into degrees by the ingest (§3.2-6). */
const SELAVY: ColumnMap = {
	finder: 'selavy',
	columns: [
		{ column: 'island_id', key: 'islandId', kind: 'text' },
		{ column: 'component_id', key: 'componentId', kind: 'text' },
		{ column: 'rms_image', key: 'localRms', kind: 'number' },
		{ column: 'ra_deg_cont', key: 'ra', kind: 'number' },
		{ column: 'ra_err', key: 'raErr', kind: 'number' },
		{ column: 'dec_deg_cont', key: 'dec', kind: 'number' },
		{ column: 'dec_err', key: 'decErr', kind: 'number' },
		{ column: 'flux_peak', key: 'fluxPeak', kind: 'number' },
		{ column: 'flux_peak_err', key: 'fluxPeakErr', kind: 'number' },
		{ column: 'flux_int', key: 'fluxInt', kind: 'number' },
		{ column: 'flux_int_err', key: 'fluxIntErr', kind: 'number' },
		{ column: 'maj_axis', key: 'bmaj', kind: 'number' },
		{ column: 'maj_axis_err', key: 'errBmaj', kind: 'number' },
		{ column: 'min_axis', key: 'bmin', kind: 'number' },
		{ column: 'min_axis_err', key: 'errBmin', kind: 'number' },
		{ column: 'pos_ang', key: 'pa', kind: 'number' },
		{ column: 'pos_ang_err', key: 'errPa', kind: 'number' },
		{ column: 'maj_axis_deconv', key: 'psfBmaj', kind: 'number' },
		{ column: 'min_axis_deconv', key: 'psfBmin', kind: 'number' },
		{ column: 'pos_ang_deconv', key: 'psfPa', kind: 'number' },
		{ column: 'flag_c4', key: 'flagC4', kind: 'flag' },
		{ column: 'chi_squared_fit', key: 'chiSquaredFit', kind: 'number' },
		{ column: 'spectral_index', key: 'spectralIndex', kind: 'number' },
		{ column: 'spectral_index_from_TT', key: 'spectralIndexFromTT', kind: 'flag' },
		{ column: 'has_siblings', key: 'hasSiblings', kind: 'flag' }
	],
	// CASDA writes everything in lower case.
	aliases: { spectral_index_from_tt: 'spectral_index_from_TT' }
};

export const COLUMN_MAPS: Readonly<Record<'selavy', ColumnMap>> = { selavy: SELAVY };
