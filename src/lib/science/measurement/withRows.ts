import type { MeasurementColumns, WorkingColumns } from './columns.ts';
import { MEASUREMENT_FIELDS, WORKING_FIELDS, type MeasurementField } from './fields.ts';

/** Working columns with further rows behind their own. */
export function withRows(
	own: WorkingColumns,
	further: WorkingColumns | MeasurementColumns
): WorkingColumns {
	// WORKING_FIELDS are the fields of WorkingColumns.
	return joined(own, further, WORKING_FIELDS) as unknown as WorkingColumns;
}

/** The same in every column of measurements. */
export function joinedMeasurements(
	own: MeasurementColumns,
	further: MeasurementColumns
): MeasurementColumns {
	// Every key of MeasurementColumns is n, id or one of MEASUREMENT_FIELDS.
	return joined(own, further, MEASUREMENT_FIELDS) as unknown as MeasurementColumns;
}

function joined(
	own: WorkingColumns,
	further: WorkingColumns,
	fields: readonly MeasurementField[]
): Record<string, unknown> {
	const n = own.n + further.n;
	const columns: Record<string, unknown> = { n };
	for (const key of ['id', ...fields.map((field) => field.key)]) {
		// Both have the fields that are asked for.
		const [a, b] = [own, further].map(
			(side) => (side as unknown as Record<string, string[] | Float64Array | Uint8Array>)[key]
		);
		if (Array.isArray(a)) columns[key] = [...a, ...(b as string[])];
		else columns[key] = appended(a, b as Float64Array | Uint8Array, n);
	}
	return columns;
}

function appended(a: Float64Array | Uint8Array, b: Float64Array | Uint8Array, n: number) {
	const wider = a instanceof Uint8Array ? new Uint8Array(n) : new Float64Array(n);
	wider.set(a);
	wider.set(b, a.length);
	return wider;
}
