import type { PairColumns, RunImage, RunResult } from '#science/run/types.ts';
import { parquetBytes, type ParquetColumn } from './parquetWriter.ts';

/** The outcome of an association with the ids it is published under. */
export interface IdentifiedResult {
	result: RunResult;
	images: RunImage[];
	/** Source i of the result has this id plus i. */
	firstSourceId: number;
}

/** measurement_pairs.parquet: float32 copies of the values; the metrics were made before (spec/pipeline.md §6.1, §7.2). */
export function pairsFile(
	{ result, images, firstSourceId }: IdentifiedResult,
	pairs: PairColumns
): Uint8Array {
	const { image, row } = result.associations;
	const measured = (key: 'id' | 'fluxInt' | 'fluxPeak', association: number) =>
		images[image[association]].measurements[key][row[association]];
	const float32 = (name: string, rows: Int32Array, value: (association: number) => number) =>
		({ name, type: 'float32', values: Float32Array.from(rows, value) }) satisfies ParquetColumn;
	const side = (end: 'a' | 'b', rows: Int32Array): ParquetColumn[] => [
		float32(`flux_int_${end}`, rows, (i) => measured('fluxInt', i)),
		float32(`flux_int_err_${end}`, rows, (i) => result.fluxIntErr[i]),
		float32(`flux_peak_${end}`, rows, (i) => measured('fluxPeak', i)),
		float32(`flux_peak_err_${end}`, rows, (i) => result.fluxPeakErr[i]),
		{
			name: `image_name_${end}`,
			type: 'string',
			values: Array.from(rows, (i) => images[image[i]].name)
		}
	];
	const ids = (name: string, rows: Int32Array): ParquetColumn => ({
		name,
		type: 'smallInt',
		values: Float64Array.from(rows, (i) => measured('id', i))
	});
	const metric = (name: string, values: Float64Array): ParquetColumn => ({
		name,
		type: 'float32',
		values: Float32Array.from(values)
	});
	return parquetBytes([
		ids('meas_id_a', pairs.a),
		ids('meas_id_b', pairs.b),
		...side('a', pairs.a),
		...side('b', pairs.b),
		metric('vs_peak', pairs.vsPeak),
		metric('vs_int', pairs.vsInt),
		metric('m_peak', pairs.mPeak),
		metric('m_int', pairs.mInt),
		{
			name: 'source_id',
			type: 'smallInt',
			values: Float64Array.from(pairs.source, (index) => index + firstSourceId)
		}
	]);
}
