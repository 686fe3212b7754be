import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { skyBlocks, type SkyBlock } from '#science/measurement/skyBlocks.ts';
import { capPolygon, type GeoJsonPolygon } from '#science/sky/capPolygon.ts';

/** Some neighbouring measurements as they are stored, but for their ids: made in threads, which have no database. */
export interface PackedBlock {
	n: number;
	/** Of the columns that were packed. */
	rows: Int32Array;
	/** Encloses every row, for the sphere's index. */
	area: GeoJsonPolygon;
	/** Raw little-endian float64, one byte for a flag, texts as JSON. */
	columns: Record<string, Uint8Array | string>;
}

/**
 * Columns that mostly equal another one to the last bit, and are left out then: systematic errors are given the same for both
 * directions.
 */
export const TWINS: Readonly<Record<string, string>> = {
	nsSysErr: 'ewSysErr',
	uncertaintyNs: 'uncertaintyEw',
	weightNs: 'weightEw'
};
/** In place of `name` where every name is this text with the component_id behind it. */
export const NAME_PREFIX = 'namePrefix';

const ROWS_PER_BLOCK = 128;
/** Blocks smaller than this are drawn this large, so that a single row has an area at all. */
const LEAST_RADIUS_DEG = 1 / 3600;

/** Measurements in blocks of at most 128 neighbours. A column of one value holds it once. */
export function packedBlocks(measurements: MeasurementColumns): PackedBlock[] {
	const blocks = skyBlocks(measurements.ra, measurements.dec, { limit: ROWS_PER_BLOCK });
	return blocks.map((block) => packedBlock(measurements, block));
}

function packedBlock(
	measurements: MeasurementColumns,
	{ rows, ra, dec, radiusDeg }: SkyBlock
): PackedBlock {
	const columns: PackedBlock['columns'] = {};
	for (const field of MEASUREMENT_FIELDS) {
		if (field.kind === 'string') columns[field.key] = packedTexts(measurements[field.key], rows);
		else if (field.kind === 'boolean')
			columns[field.key] = packedFlags(measurements[field.key], rows);
		else if (!hasTwin(measurements, field.key, rows))
			columns[field.key] = packedFloats(measurements[field.key], rows);
	}
	const prefix = namePrefix(measurements, rows);
	if (prefix !== null) {
		delete columns.name;
		columns[NAME_PREFIX] = prefix;
	}
	const area = capPolygon(ra, dec, Math.max(radiusDeg, LEAST_RADIUS_DEG) * 1.001);
	return { n: rows.length, rows, area, columns };
}

/** null: the names are not all made from the component ids in one way. */
function namePrefix({ name, componentId }: MeasurementColumns, rows: Int32Array): string | null {
	const first = name[rows[0]];
	const prefix = first.slice(0, Math.max(0, first.length - componentId[rows[0]].length));
	for (const row of rows) if (name[row] !== prefix + componentId[row]) return null;
	return prefix;
}

function hasTwin(measurements: MeasurementColumns, key: string, rows: Int32Array): boolean {
	if (!(key in TWINS)) return false;
	// TWINS names columns of numbers.
	const [a, b] = [key, TWINS[key]].map((name) => measurements[name as 'weightEw']);
	for (const row of rows) if (!Object.is(a[row], b[row])) return false;
	return true;
}

function packedTexts(texts: string[], rows: Int32Array): string {
	const own = new Array<string>(rows.length);
	for (let i = 0; i < rows.length; i++) own[i] = texts[rows[i]];
	return JSON.stringify(own);
}

/** One value where all of them are equal to the last bit. */
function packedFloats(column: Float64Array, rows: Int32Array): Uint8Array {
	const values = new Float64Array(rows.length);
	let isOne = true;
	for (let i = 0; i < rows.length; i++) {
		values[i] = column[rows[i]];
		isOne &&= Object.is(values[i], values[0]);
	}
	return new Uint8Array(isOne ? values.slice(0, 1).buffer : values.buffer);
}

function packedFlags(column: Uint8Array, rows: Int32Array): Uint8Array {
	const values = new Uint8Array(rows.length);
	let isOne = true;
	for (let i = 0; i < rows.length; i++) {
		values[i] = column[rows[i]];
		isOne &&= values[i] === values[0];
	}
	return isOne ? values.slice(0, 1) : values;
}
