import type { MeasurementColumns, WorkingColumns } from './columns.ts';

type KeyOf<T> = {
	[K in keyof MeasurementColumns]: MeasurementColumns[K] extends T ? K : never;
}[keyof MeasurementColumns];

/** One column of measurements.parquet and where it comes from. */
export type MeasurementField =
	| { column: string; key: KeyOf<string[]>; kind: 'string' }
	| { column: string; key: Exclude<KeyOf<Float64Array>, 'id'>; kind: 'float' }
	| { column: string; key: KeyOf<Uint8Array>; kind: 'boolean' };

/**
 * Columns of measurements.parquet in their order (spec/pipeline.md §3.2). The writer puts image_id and time before `name`
 * and id at the end.
 */
export const MEASUREMENT_FIELDS: readonly MeasurementField[] = [
	{ column: 'island_id', key: 'islandId', kind: 'string' },
	{ column: 'component_id', key: 'componentId', kind: 'string' },
	{ column: 'local_rms', key: 'localRms', kind: 'float' },
	{ column: 'ra', key: 'ra', kind: 'float' },
	{ column: 'ra_err', key: 'raErr', kind: 'float' },
	{ column: 'dec', key: 'dec', kind: 'float' },
	{ column: 'dec_err', key: 'decErr', kind: 'float' },
	{ column: 'flux_peak', key: 'fluxPeak', kind: 'float' },
	{ column: 'flux_peak_err', key: 'fluxPeakErr', kind: 'float' },
	{ column: 'flux_int', key: 'fluxInt', kind: 'float' },
	{ column: 'flux_int_err', key: 'fluxIntErr', kind: 'float' },
	{ column: 'bmaj', key: 'bmaj', kind: 'float' },
	{ column: 'err_bmaj', key: 'errBmaj', kind: 'float' },
	{ column: 'bmin', key: 'bmin', kind: 'float' },
	{ column: 'err_bmin', key: 'errBmin', kind: 'float' },
	{ column: 'pa', key: 'pa', kind: 'float' },
	{ column: 'err_pa', key: 'errPa', kind: 'float' },
	{ column: 'psf_bmaj', key: 'psfBmaj', kind: 'float' },
	{ column: 'psf_bmin', key: 'psfBmin', kind: 'float' },
	{ column: 'psf_pa', key: 'psfPa', kind: 'float' },
	{ column: 'flag_c4', key: 'flagC4', kind: 'boolean' },
	{ column: 'chi_squared_fit', key: 'chiSquaredFit', kind: 'float' },
	{ column: 'spectral_index', key: 'spectralIndex', kind: 'float' },
	{ column: 'spectral_index_from_TT', key: 'spectralIndexFromTT', kind: 'boolean' },
	{ column: 'has_siblings', key: 'hasSiblings', kind: 'boolean' },
	{ column: 'name', key: 'name', kind: 'string' },
	{ column: 'snr', key: 'snr', kind: 'float' },
	{ column: 'compactness', key: 'compactness', kind: 'float' },
	{ column: 'ew_sys_err', key: 'ewSysErr', kind: 'float' },
	{ column: 'ns_sys_err', key: 'nsSysErr', kind: 'float' },
	{ column: 'error_radius', key: 'errorRadius', kind: 'float' },
	{ column: 'uncertainty_ew', key: 'uncertaintyEw', kind: 'float' },
	{ column: 'uncertainty_ns', key: 'uncertaintyNs', kind: 'float' },
	{ column: 'weight_ew', key: 'weightEw', kind: 'float' },
	{ column: 'weight_ns', key: 'weightNs', kind: 'float' },
	{ column: 'forced', key: 'forced', kind: 'boolean' },
	{ column: 'flux_int_isl_ratio', key: 'fluxIntIslRatio', kind: 'float' },
	{ column: 'flux_peak_isl_ratio', key: 'fluxPeakIslRatio', kind: 'float' }
];

const WORKING_KEYS: ReadonlySet<string> = new Set<keyof WorkingColumns>([
	'ra',
	'dec',
	'uncertaintyEw',
	'uncertaintyNs',
	'weightEw',
	'weightNs',
	'fluxInt',
	'fluxIntErr',
	'fluxIntIslRatio',
	'fluxPeak',
	'fluxPeakErr',
	'fluxPeakIslRatio',
	'localRms',
	'snr',
	'compactness',
	'hasSiblings',
	'forced'
]);

/** Those of the fields that a run works with. */
export const WORKING_FIELDS: readonly MeasurementField[] = MEASUREMENT_FIELDS.filter(({ key }) =>
	WORKING_KEYS.has(key)
);
