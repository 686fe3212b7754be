import { emptyMeasurements } from '#science/measurement/emptyMeasurements.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { numberIn, ORACLE, parquetRows, textIn, type Row } from './oracle.ts';

/** The tables of an expected run, found by what they mean and never by id. */
export interface ExpectedRun {
	images: Map<string, Row>;
	/** By measurementKey. */
	measurements: Map<string, Row>;
	/** By sourceKey. */
	sources: Map<string, Row>;
	/** By sourceKey, then measurementKey of catalogue measurements. */
	associations: Map<string, Map<string, Row>>;
	/** 'sourceKey → sourceKey' */
	relations: Set<string>;
	/** By sourceKey and the measurement keys of the two epochs. null where the run has none. */
	pairs: Map<string, Row> | null;
}

export function measurementKey(image: string, component: string): string {
	return `${image}:${component}`;
}

/** A source is known by its set of catalogue measurements, unique in every expected run. */
export function sourceKey(measurements: Iterable<string>): string {
	return [...measurements].sort().join(' ');
}

export async function expectedRun(name: string): Promise<ExpectedRun> {
	const table = (file: string) => parquetRows(`expected/${name}/${file}.parquet`);
	const images = new Map((await table('images')).map((row) => [textIn(row, 'name'), row]));
	const measurements = new Map<string, Row>();
	const keyOfId = new Map<number, string>();
	for (const image of images.keys()) {
		for (const row of await expectedMeasurements(name, image)) {
			const key = measurementKey(image, textIn(row, 'component_id'));
			measurements.set(key, row);
			keyOfId.set(numberIn(row, 'id'), key);
		}
	}
	const rows = rowsBySourceId(await table('associations'), keyOfId);
	const keyOfSource = new Map([...rows].map(([id, found]) => [id, sourceKey(found.keys())]));
	const known = (row: Row, column: string) => keyOfSource.get(numberIn(row, column)) ?? '?';
	const pairRows = await table('measurement_pairs');
	const pairKey = (row: Row) =>
		[
			known(row, 'source_id'),
			...['meas_id_a', 'meas_id_b'].map((column) => keyOfId.get(numberIn(row, column)))
		].join(' | ');
	return {
		images,
		measurements,
		sources: new Map((await table('sources')).map((row) => [known(row, 'id'), row])),
		associations: new Map([...rows].map(([id, found]) => [keyOfSource.get(id) ?? '?', found])),
		relations: new Set(
			(await table('relations')).map(
				(row) => `${known(row, 'from_source_id')} → ${known(row, 'to_source_id')}`
			)
		),
		pairs: pairRows.length > 0 ? new Map(pairRows.map((row) => [pairKey(row), row])) : null
	};
}

/** Measurements of an image of an expected run, as our columns, in the order of the catalogue. */
export async function expectedColumns(name: string, image: string): Promise<MeasurementColumns> {
	const rows = await expectedMeasurements(name, image);
	const columns = emptyMeasurements(rows.length);
	for (const field of MEASUREMENT_FIELDS) {
		rows.forEach((row, k) => {
			if (field.kind === 'string') columns[field.key][k] = textIn(row, field.column);
			else columns[field.key][k] = numberIn(row, field.column);
		});
	}
	return columns;
}

async function expectedMeasurements(name: string, image: string): Promise<Row[]> {
	const folder = image.replaceAll('.', '_');
	const path = `expected/${name}/images/${folder}/measurements.parquet`;
	const rows = await parquetRows(path);
	if (rows.length === 0) throw new Error(`no measurements in ${ORACLE}/${path}`);
	return rows;
}

/** Association rows of catalogue measurements by source id, then measurement key. */
function rowsBySourceId(
	associations: Row[],
	keyOfId: Map<number, string>
): Map<number, Map<string, Row>> {
	const rows = new Map<number, Map<string, Row>>();
	for (const row of associations) {
		const key = keyOfId.get(numberIn(row, 'meas_id'));
		// The rest are forced measurements.
		if (key === undefined) continue;
		const source = numberIn(row, 'source_id');
		const known = rows.get(source);
		if (known) known.set(key, row);
		else rows.set(source, new Map([[key, row]]));
	}
	return rows;
}
