import { rowsBySource } from '#science/run/rowsBySource.ts';
import type { RunImage, RunResult } from '#science/run/types.ts';
import { rowDates, type PairedRows, type RowFluxes } from '#science/variability/pairs.ts';
import { pairsInBlocks, type PairBlock } from '#science/variability/pairsInBlocks.ts';
import { beyondFloat32, type BeyondFloat32 } from '#science/variability/pairsPrecision.ts';
import {
	FLOAT32_TOLERANCE,
	smallestInteger,
	type ColumnShape,
	type ColumnType,
	type ParquetColumn
} from './parquetColumns.ts';
import { parquetPieces } from './parquetWriter.ts';

/** The rows of an association with the ids they are published under: all that pairs are made of. */
interface IdentifiedRows {
	result: Pick<RunResult, 'associations' | 'fluxIntErr' | 'fluxPeakErr'> & {
		sources: { n: number };
	};
	images: RunImage[];
	/** Source i of the result has this id plus i. */
	firstSourceId: number;
}

/**
 * measurement_pairs.parquet piece by piece: values in float32 where that suffices; the metrics of the sources were made before
 * (spec/pipeline.md §6.1, §7.2). One row group for each half million pairs.
 */
export function pairPieces(found: IdentifiedRows): Generator<Uint8Array> {
	const { shapes, blocks } = pairTable(found);
	return parquetPieces(shapes, blocks());
}

interface PairTable {
	shapes: ColumnShape[];
	/** A bounded number of pairs at a time, each column made when its turn comes and good until the next one's. */
	blocks: () => Generator<Iterable<ParquetColumn>>;
}

function pairTable(found: IdentifiedRows): PairTable {
	const { paired, ...sorted } = sortedRows(found);
	const { firstSourceId, images } = found;
	const types = {
		beyond: beyondFloat32(paired, FLOAT32_TOLERANCE),
		id: smallestInteger(sorted.meas_id),
		source: smallestInteger([firstSourceId + found.result.sources.n - 1])
	};
	const names = images.map(({ name }) => name);
	return {
		shapes: pairShapes(types),
		blocks: function* () {
			const kept = { types, names, firstSourceId, scratch: new Scratch() };
			for (const block of pairsInBlocks(paired)) yield blockColumns(block, sorted, kept);
		}
	};
}

const FLUXES = [
	['flux_int', 'int'],
	['flux_int_err', 'intErr'],
	['flux_peak', 'peak'],
	['flux_peak_err', 'peakErr']
] as const;
const METRICS = [
	['vs_peak', 'vsPeak'],
	['vs_int', 'vsInt'],
	['m_peak', 'mPeak'],
	['m_int', 'mInt']
] as const;

type IntegerType = ReturnType<typeof smallestInteger>;

interface PairTypes {
	/** Columns that float32 would change too much are float64, as in the reference. */
	beyond: BeyondFloat32;
	id: IntegerType;
	source: IntegerType;
}

function pairShapes({ beyond, id, source }: PairTypes): ColumnShape[] {
	const shape = (name: string, type: ColumnType): ColumnShape => ({ name, type });
	const side = (end: 'a' | 'b') => [
		...FLUXES.map(([name, key]) => shape(`${name}_${end}`, floatType(beyond[end][key]))),
		shape(`image_name_${end}`, 'string')
	];
	return [
		shape('meas_id_a', id),
		shape('meas_id_b', id),
		...side('a'),
		...side('b'),
		...METRICS.map(([name, key]) => shape(name, floatType(beyond[key]))),
		shape('source_id', source)
	];
}

function floatType(isBeyond: boolean): 'float64' | 'float32' {
	return isBeyond ? 'float64' : 'float32';
}

/** What pairs repeat of the association rows, in the order of `bySource.rows`. */
type SortedRows = RowFluxes & {
	meas_id: Float64Array;
	image: Uint16Array;
};

function sortedRows({ result, images }: IdentifiedRows): SortedRows & { paired: PairedRows } {
	const { associations, fluxIntErr, fluxPeakErr } = result;
	const { n, image, row } = associations;
	const flux = {
		int: new Float64Array(n),
		intErr: fluxIntErr,
		peak: new Float64Array(n),
		peakErr: fluxPeakErr
	};
	const ids = new Float64Array(n);
	for (let k = 0; k < n; k++) {
		const { measurements } = images[image[k]];
		ids[k] = measurements.id[row[k]];
		flux.int[k] = measurements.fluxInt[row[k]];
		flux.peak[k] = measurements.fluxPeak[row[k]];
	}
	const bySource = rowsBySource(associations.source, result.sources.n);
	const { rows } = bySource;
	return {
		paired: { bySource, dateMs: rowDates(images, associations), flux },
		meas_id: picked(ids, rows, new Float64Array(n)),
		image: picked(image, rows, new Uint16Array(n)),
		int: picked(flux.int, rows, new Float64Array(n)),
		intErr: picked(flux.intErr, rows, new Float64Array(n)),
		peak: picked(flux.peak, rows, new Float64Array(n)),
		peakErr: picked(flux.peakErr, rows, new Float64Array(n))
	};
}

interface Kept {
	types: PairTypes;
	names: string[];
	firstSourceId: number;
	scratch: Scratch;
}

/** Arrays used again for every column: new ones would cost more than what is done with them. */
class Scratch {
	#float32 = new Float32Array();
	#places = new Uint16Array();

	floats(values: Float64Array, isBeyond: boolean) {
		if (isBeyond) return { type: 'float64' as const, values };
		if (this.#float32.length < values.length) this.#float32 = new Float32Array(values.length);
		this.#float32.set(values);
		return { type: 'float32' as const, values: this.#float32.subarray(0, values.length) };
	}

	places(n: number): Uint16Array {
		if (this.#places.length < n) this.#places = new Uint16Array(n);
		return this.#places.subarray(0, n);
	}
}

/** One row group: measurements are in its dictionaries once, however many pairs they are in. */
function* blockColumns(block: PairBlock, sorted: SortedRows, kept: Kept): Generator<ParquetColumn> {
	const { types, names, firstSourceId, scratch } = kept;
	const ofBlock = <T extends Float64Array | Uint16Array>(values: T) =>
		// A part of an array is an array of the same kind.
		values.subarray(block.firstRow, block.firstRow + block.nRows) as T;
	const ids = { type: types.id, values: ofBlock(sorted.meas_id) };
	yield { name: 'meas_id_a', ...ids, rows: block.a };
	yield { name: 'meas_id_b', ...ids, rows: block.b };
	for (const end of ['a', 'b'] as const) {
		const rows = block[end];
		for (const [name, key] of FLUXES) {
			const values = scratch.floats(ofBlock(sorted[key]), types.beyond[end][key]);
			yield { name: `${name}_${end}`, ...values, rows };
		}
		const imageOfPair = picked(ofBlock(sorted.image), rows, scratch.places(block.n));
		yield { name: `image_name_${end}`, type: 'string', values: names, rows: imageOfPair };
	}
	for (const [name, key] of METRICS)
		yield { name, ...scratch.floats(block[key], types.beyond[key]) };
	const sourceIds = Float64Array.from(
		{ length: block.to - block.from },
		(_, i) => firstSourceId + block.from + i
	);
	const rows = scratch.places(block.n);
	for (let p = 0; p < block.n; p++) rows[p] = block.source[p] - block.from;
	yield { name: 'source_id', type: types.source, values: sourceIds, rows };
}

type Numbers = Float64Array | Int32Array | Uint16Array;

/** target[i] = values[rows[i]] */
function picked<T extends Numbers>(values: Numbers, rows: Int32Array | Uint16Array, target: T): T {
	for (let i = 0; i < rows.length; i++) target[i] = values[rows[i]];
	return target;
}
