import type { Binary } from 'mongodb';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS, type MeasurementField } from '#science/measurement/fields.ts';
import type { GeoJsonPolygon } from '#science/sky/capPolygon.ts';
import { packBytes, packFloats, unpackFlags, unpackFloats, unpackTexts } from './binary.ts';
import { NAME_PREFIX, TWINS, type PackedBlock } from './packedMeasurements.ts';

/** At most 128 neighbouring measurements of one image, column by column: a hundred times fewer documents than one per row. */
export interface MeasurementBlockDoc {
	_id: string;
	imageId: number;
	/** The run and its revision that measured these by forced extraction; a catalogue's rows belong to no run. */
	runId?: number;
	revision?: number;
	n: number;
	/** The least and the largest id of its rows, for whoever looks for one; ids between them may be in other blocks. */
	firstId: number;
	lastId: number;
	/** Encloses every row, for the sphere's index. */
	area: GeoJsonPolygon;
	/** Keys of MeasurementColumns, with what packedMeasurements.ts leaves out. */
	columns: Record<string, Binary | string>;
}

/** Whose measurements a block holds. */
export type BlockOwner = Pick<MeasurementBlockDoc, 'imageId' | 'runId' | 'revision'>;

/** The document of a packed block. @param idOf The id of a row of the packed columns. */
export function blockDoc(
	{ n, rows, area, columns }: PackedBlock,
	{ index, ...owner }: BlockOwner & { index: number },
	idOf: (row: number) => number
): MeasurementBlockDoc {
	const { imageId, runId, revision } = owner;
	const _id = [imageId, runId, revision, index].filter((part) => part !== undefined).join('-');
	const ids = Float64Array.from(rows, idOf);
	const stored: MeasurementBlockDoc['columns'] = { id: packFloats(ids) };
	for (const [key, column] of Object.entries(columns))
		stored[key] = typeof column === 'string' ? column : packBytes(column);
	return { _id, ...owner, n, ...idRange(ids), area, columns: stored };
}

export function idRange(ids: Float64Array): Pick<MeasurementBlockDoc, 'firstId' | 'lastId'> {
	let [firstId, lastId] = [Infinity, -Infinity];
	for (const id of ids) {
		firstId = Math.min(firstId, id);
		lastId = Math.max(lastId, id);
	}
	return { firstId, lastId };
}

/** Puts blocks together as columns in ascending order of measurement id, which within an image is catalogue order. */
export function unpackBlocks(blocks: MeasurementBlockDoc[]): MeasurementColumns {
	// Every key of MeasurementColumns is n, id or one of MEASUREMENT_FIELDS.
	return unpackFields(blocks, MEASUREMENT_FIELDS) as unknown as MeasurementColumns;
}

/** As unpackBlocks, with some of the columns only: `n`, `id` and one for each field. */
export function unpackFields(
	blocks: MeasurementBlockDoc[],
	fields: readonly MeasurementField[]
): Record<string, unknown> {
	const ids = blocks.map((block) => blockFloats(block, 'id'));
	const id = sortedIds(ids);
	const places = ids.map((part) => placesIn(id, part));
	const n = id.length;
	const columns: Record<string, unknown> = { n, id };
	for (const { key, kind } of fields) {
		if (kind === 'string')
			columns[key] = scattered(places, new Array<string>(n), (part) =>
				blockTexts(blocks[part], key)
			);
		else if (kind === 'float')
			columns[key] = scattered(places, new Float64Array(n), (part) =>
				blockFloats(blocks[part], key)
			);
		else
			columns[key] = scattered(places, new Uint8Array(n), (part) => blockFlags(blocks[part], key));
	}
	return columns;
}

function sortedIds(parts: Float64Array[]): Float64Array {
	const ids = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
	let n = 0;
	for (const part of parts) {
		ids.set(part, n);
		n += part.length;
	}
	return ids.sort();
}

/** Where each id stands. A catalogue's ids have no gaps, so most are found at once. */
function placesIn(sorted: Float64Array, ids: Float64Array): Int32Array {
	return Int32Array.from(ids, (id) => {
		const expected = id - sorted[0];
		return sorted[expected] === id ? expected : sorted.indexOf(id);
	});
}

function scattered<T, C extends { [row: number]: T }>(
	places: Int32Array[],
	whole: C,
	partAt: (part: number) => ArrayLike<T>
): C {
	for (let part = 0; part < places.length; part++) {
		const values = partAt(part);
		const rows = places[part];
		for (let i = 0; i < rows.length; i++) whole[rows[i]] = values[i];
	}
	return whole;
}

// The kind of a stored column is fixed by its field: texts are one string, numbers and flags binary.
export function blockFloats(block: MeasurementBlockDoc, key: string): Float64Array {
	const { n, columns } = block;
	const values = unpackFloats((columns[key] ?? columns[TWINS[key]]) as Binary);
	return values.length === n ? values : new Float64Array(n).fill(values[0]);
}

export function blockTexts(block: MeasurementBlockDoc, key: string): string[] {
	const stored = block.columns[key];
	if (stored !== undefined) return unpackTexts(stored as string);
	const prefix = block.columns[NAME_PREFIX] as string;
	return blockTexts(block, 'componentId').map((componentId) => prefix + componentId);
}

/** Which stored columns these fields need. */
export function storedKeys(keys: string[]): string[] {
	const more = keys.flatMap((key) =>
		key === 'name' ? ['componentId', NAME_PREFIX] : (TWINS[key] ?? [])
	);
	return [...new Set(['id', ...keys, ...more])];
}

function blockFlags(block: MeasurementBlockDoc, key: string): Uint8Array {
	const values = unpackFlags(block.columns[key] as Binary);
	return values.length === block.n ? values : new Uint8Array(block.n).fill(values[0]);
}
