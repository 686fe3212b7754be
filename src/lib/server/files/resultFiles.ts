import type { RunImage, RunResult, SourceColumns } from '#science/run/types.ts';
import type { ParquetColumn } from './parquetColumns.ts';
import { parquetBytes } from './parquetWriter.ts';

/** The outcome of an association with the ids it is published under. */
interface IdentifiedResult {
	result: RunResult;
	images: RunImage[];
	/** Source i of the result has this id plus i. */
	firstSourceId: number;
}

/** File name → Parquet bytes of what the association found, but for the pairs (spec/pipeline.md §7.2). */
export function resultFiles(found: IdentifiedResult): Map<string, Uint8Array> {
	const { result, firstSourceId } = found;
	return new Map([
		['sources.parquet', sourcesFile(result.sources, firstSourceId, result.hasPairs)],
		['associations.parquet', associationsFile(found)],
		['relations.parquet', relationsFile(found)]
	]);
}

const SOURCE_COLUMNS: readonly [column: string, key: Exclude<keyof SourceColumns, 'n'>][] = [
	['n_meas_forced', 'nMeasForced'],
	['n_meas', 'nMeas'],
	['n_meas_sel', 'nMeasSel'],
	['n_sibl', 'nSibl'],
	['wavg_ra', 'wavgRa'],
	['wavg_dec', 'wavgDec'],
	['avg_compactness', 'avgCompactness'],
	['min_snr', 'minSnr'],
	['max_snr', 'maxSnr'],
	['wavg_uncertainty_ew', 'wavgUncertaintyEw'],
	['wavg_uncertainty_ns', 'wavgUncertaintyNs'],
	['avg_flux_int', 'avgFluxInt'],
	['avg_flux_peak', 'avgFluxPeak'],
	['max_flux_peak', 'maxFluxPeak'],
	['max_flux_int', 'maxFluxInt'],
	['min_flux_peak', 'minFluxPeak'],
	['min_flux_int', 'minFluxInt'],
	['min_flux_peak_isl_ratio', 'minFluxPeakIslRatio'],
	['min_flux_int_isl_ratio', 'minFluxIntIslRatio'],
	['v_int', 'vInt'],
	['v_peak', 'vPeak'],
	['eta_int', 'etaInt'],
	['eta_peak', 'etaPeak'],
	['n_rel', 'nRel'],
	['new', 'isNew'],
	['new_high_sigma', 'newHighSigma'],
	['new_true_high_sigma', 'newTrueHighSigma'],
	['n_neighbour_dist', 'nNeighbourDist'],
	['vs_abs_significant_max_peak', 'vsAbsSignificantMaxPeak'],
	['m_abs_significant_max_peak', 'mAbsSignificantMaxPeak'],
	['vs_abs_significant_max_int', 'vsAbsSignificantMaxInt'],
	['m_abs_significant_max_int', 'mAbsSignificantMaxInt']
];

/** The four columns of pair metrics are absent, not zero, when the run had none (§6). */
function sourcesFile(sources: SourceColumns, firstId: number, withPairs: boolean): Uint8Array {
	const kept = SOURCE_COLUMNS.filter(([name]) => withPairs || !name.includes('_abs_significant_'));
	const columns = kept.map(([name, key]): ParquetColumn => {
		const values = sources[key];
		if (values instanceof Float64Array) return { name, type: 'float64', values };
		return { name, type: values instanceof Uint8Array ? 'bool' : 'int64', values };
	});
	const ids = Float64Array.from({ length: sources.n }, (_, index) => firstId + index);
	return parquetBytes([...columns, { name: 'id', type: 'int64', values: ids }], 'id');
}

function associationsFile({ result, images, firstSourceId }: IdentifiedResult): Uint8Array {
	const { n, source, image, row, d2d, dr } = result.associations;
	const measurementIds = Float64Array.from(
		{ length: n },
		(_, i) => images[image[i]].measurements.id[row[i]]
	);
	return parquetBytes([
		{ name: 'source_id', type: 'int64', values: shifted(source, firstSourceId) },
		{ name: 'meas_id', type: 'int64', values: measurementIds },
		{ name: 'd2d', type: 'float64', values: d2d },
		{ name: 'dr', type: 'float64', values: dr }
	]);
}

function relationsFile({ result, firstSourceId }: IdentifiedResult): Uint8Array {
	const { from, to } = result.relations;
	return parquetBytes([
		{ name: 'from_source_id', type: 'int64', values: shifted(from, firstSourceId) },
		{ name: 'to_source_id', type: 'int64', values: shifted(to, firstSourceId) }
	]);
}

function shifted(indices: Int32Array, by: number): Float64Array {
	return Float64Array.from(indices, (index) => index + by);
}
