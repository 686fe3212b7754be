import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { MEASUREMENT_FIELDS } from '#science/measurement/fields.ts';
import { Random } from '#science/stats/random.ts';

/** Where a made-up field of sources lies: a square about this centre, degrees. */
const FIELD = { ra: 30, dec: -40, halfWidthDeg: 1.5 };

export interface SkyPositions {
	ra: Float64Array;
	dec: Float64Array;
}

export function positions(n: number, seed: number): SkyPositions {
	const random = new Random(seed);
	const across = () => FIELD.halfWidthDeg * (2 * random.uniform() - 1);
	const cosDec = Math.cos((FIELD.dec * Math.PI) / 180);
	return {
		ra: Float64Array.from({ length: n }, () => FIELD.ra + across() / cosDec),
		dec: Float64Array.from({ length: n }, () => FIELD.dec + across())
	};
}

/** Measurements of one image at these positions with a scatter of half an arcsec: shapes and sizes as a real catalogue's. */
export function measurementsAt(
	sky: SkyPositions,
	firstId: number,
	seed: number
): MeasurementColumns {
	const random = new Random(seed);
	const n = sky.ra.length;
	const columns: Record<string, unknown> = {
		n,
		id: Float64Array.from({ length: n }, (_, row) => firstId + row)
	};
	for (const { key, kind } of MEASUREMENT_FIELDS) {
		if (kind === 'string')
			columns[key] = Array.from({ length: n }, (_, row) => `SB_${key}_${row}a`);
		else if (kind === 'boolean') columns[key] = new Uint8Array(n);
		else columns[key] = Float64Array.from({ length: n }, () => 1 + random.uniform());
	}
	const scatter = () => (random.normal() * 0.5) / 3600;
	columns.ra = sky.ra.map((ra) => ra + scatter());
	columns.dec = sky.dec.map((dec) => dec + scatter());
	columns.weightEw = new Float64Array(n).fill(1.2e7);
	columns.weightNs = new Float64Array(n).fill(1.2e7);
	// Every key of MeasurementColumns is n, id or one of MEASUREMENT_FIELDS.
	return columns as unknown as MeasurementColumns;
}
