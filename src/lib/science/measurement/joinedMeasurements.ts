import type { MeasurementColumns } from './columns.ts';
import { MEASUREMENT_FIELDS } from './fields.ts';

/** The rows of `further` behind those of `own`, in every column. */
export function joinedMeasurements(
	own: MeasurementColumns,
	further: MeasurementColumns
): MeasurementColumns {
	const joined: Record<string, unknown> = {
		n: own.n + further.n,
		id: both(own.id, further.id, new Float64Array(own.n + further.n))
	};
	for (const { key, kind } of MEASUREMENT_FIELDS) {
		if (kind === 'string') joined[key] = [...own[key], ...further[key]];
		else if (kind === 'float')
			joined[key] = both(own[key], further[key], new Float64Array(own.n + further.n));
		else joined[key] = both(own[key], further[key], new Uint8Array(own.n + further.n));
	}
	// Every key of MeasurementColumns is n, id or one of MEASUREMENT_FIELDS.
	return joined as unknown as MeasurementColumns;
}

function both<C extends Float64Array | Uint8Array>(a: C, b: C, into: C): C {
	into.set(a);
	into.set(b, a.length);
	return into;
}
