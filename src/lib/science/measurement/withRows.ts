import type { MeasurementColumns, WorkingColumns } from './columns.ts';
import { WORKING_FIELDS } from './fields.ts';

/** Columns with further rows behind their own. */
export function withRows(
	own: WorkingColumns,
	further: WorkingColumns | MeasurementColumns
): WorkingColumns {
	const n = own.n + further.n;
	const joined: Record<string, unknown> = { n };
	for (const key of ['id', ...WORKING_FIELDS.map((field) => field.key)] as const) {
		// Numbers and flags: none of the fields of WorkingColumns is of texts.
		const column = own[key as 'id' | 'forced'];
		const wider = column instanceof Uint8Array ? new Uint8Array(n) : new Float64Array(n);
		wider.set(column);
		wider.set(further[key as 'id' | 'forced'], own.n);
		joined[key] = wider;
	}
	// WORKING_FIELDS are the fields of WorkingColumns.
	return joined as unknown as WorkingColumns;
}
