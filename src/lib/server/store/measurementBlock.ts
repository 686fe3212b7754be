import type { Binary } from 'mongodb';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import type { SkyBlock } from '#science/measurement/skyBlocks.ts';
import { capPolygon, type GeoJsonPolygon } from '#science/sky/capPolygon.ts';
import {
	packFlags,
	packFloats,
	packTexts,
	unpackFlags,
	unpackFloats,
	unpackTexts
} from './binary.ts';

/** At most 128 neighbouring measurements of one image, column by column: a hundred times fewer documents than one per row. */
export interface MeasurementBlockDoc {
	_id: string;
	imageId: number;
	n: number;
	/** Encloses every row, for the sphere's index. */
	area: GeoJsonPolygon;
	/** Keys of MeasurementColumns. */
	columns: Record<string, Binary | string>;
}

/** Blocks smaller than this are drawn this large, so that a single row has an area at all. */
const LEAST_RADIUS_DEG = 1 / 3600;

export function packBlock(
	measurements: MeasurementColumns,
	{ rows, ra, dec, radiusDeg }: SkyBlock,
	{ imageId, index }: { imageId: number; index: number }
): MeasurementBlockDoc {
	const columns: MeasurementBlockDoc['columns'] = {
		id: packFloats(picked(measurements.id, rows))
	};
	for (const field of MEASUREMENT_FIELDS) {
		if (field.kind === 'string') {
			const texts = measurements[field.key];
			columns[field.key] = packTexts(Array.from(rows, (row) => texts[row]));
		} else if (field.kind === 'float') {
			columns[field.key] = packFloats(picked(measurements[field.key], rows));
		} else columns[field.key] = packFlags(picked(measurements[field.key], rows));
	}
	const area = capPolygon(ra, dec, Math.max(radiusDeg, LEAST_RADIUS_DEG) * 1.001);
	return { _id: `${imageId}-${index}`, imageId, n: rows.length, area, columns };
}

/** Puts blocks together as columns in ascending order of measurement id, which within an image is catalogue order. */
export function unpackBlocks(blocks: MeasurementBlockDoc[]): MeasurementColumns {
	const ids = blocks.map((block) => blockFloats(block, 'id'));
	const n = ids.reduce((sum, part) => sum + part.length, 0);
	const first = ids.reduce((least, part) => part.reduce(smaller, least), Infinity);
	// Ids of an image have no gaps, so a row's place is its id's distance from the first.
	const places = ids.map((part) => Int32Array.from(part, (id) => id - first));
	const columns: Record<string, unknown> = {
		n,
		id: Float64Array.from({ length: n }, (_, row) => first + row)
	};
	for (const field of MEASUREMENT_FIELDS) {
		const { key } = field;
		if (field.kind === 'string')
			columns[key] = scattered(places, new Array<string>(n), (part) =>
				blockTexts(blocks[part], key)
			);
		else if (field.kind === 'float')
			columns[key] = scattered(places, new Float64Array(n), (part) =>
				blockFloats(blocks[part], key)
			);
		else
			columns[key] = scattered(places, new Uint8Array(n), (part) => blockFlags(blocks[part], key));
	}
	// Every key of MeasurementColumns is n, id or one of MEASUREMENT_FIELDS.
	return columns as unknown as MeasurementColumns;
}

const smaller = (a: number, b: number) => (b < a ? b : a);

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
	return unpackFloats(block.columns[key] as Binary);
}

export function blockTexts(block: MeasurementBlockDoc, key: string): string[] {
	return unpackTexts(block.columns[key] as string);
}

function blockFlags(block: MeasurementBlockDoc, key: string): Uint8Array {
	return unpackFlags(block.columns[key] as Binary);
}

function picked(column: Float64Array | Uint8Array, rows: Int32Array): Float64Array {
	const values = new Float64Array(rows.length);
	for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]];
	return values;
}
