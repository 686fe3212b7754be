import type { MeasurementColumns } from '../measurement/columns.ts';
import { emptyMeasurements } from '../measurement/emptyMeasurements.ts';
import type { RunImage, RunOptions } from './types.ts';

/** One measurement of an image made for a spec. Degrees and mJy; errors of 1 where not given. */
export interface FixtureMeasurement {
	ra: number;
	dec: number;
	flux?: number;
	error?: number;
	weight?: number;
	forced?: boolean;
}

const DAY = 86_400_000;

/** An image with the given measurements, centred at (150, −30) with a circle of 1°. */
export function imageOf(
	measurements: FixtureMeasurement[],
	fields: Partial<RunImage> & { day?: number } = {}
): RunImage {
	const { day = 0, ...rest } = fields;
	return {
		id: 1,
		name: `day${day}.fits`,
		datetimeMs: day * DAY,
		ra: 150,
		dec: -30,
		skyRegionId: 1,
		xtrRadius: 1,
		beamBmaj: 15 / 3600,
		rmsMin: 1,
		epoch: String(day),
		measurements: columnsOf(measurements),
		...rest
	};
}

export const basicOptions: RunOptions = {
	method: 'basic',
	radiusArcsec: 10,
	deruiterRadius: 5.68,
	deruiterBeamwidthLimit: 1.5,
	parallel: false,
	epochMode: false,
	epochDuplicateRadiusArcsec: 2.5,
	fluxFractionalError: 0,
	newSourceMinSigma: 5,
	edgeBufferScale: 1.2,
	pairMetrics: true,
	pairMinAbsVs: 4.3,
	monitoring: null
};

function columnsOf(measurements: FixtureMeasurement[]): MeasurementColumns {
	const n = measurements.length;
	const floats = (value: (m: FixtureMeasurement) => number) =>
		Float64Array.from(measurements, value);
	const labels = measurements.map((_, k) => `component_${k}`);
	const flux = floats((m) => m.flux ?? 10);
	const error = floats((m) => m.error ?? 1);
	const weight = floats((m) => m.weight ?? 1);
	const ones = new Float64Array(n).fill(1);
	return {
		...emptyMeasurements(n),
		islandId: labels,
		componentId: labels,
		name: labels,
		ra: floats((m) => m.ra),
		dec: floats((m) => m.dec),
		fluxPeak: flux,
		fluxPeakErr: error,
		fluxInt: flux,
		fluxIntErr: error,
		localRms: ones,
		snr: flux,
		compactness: ones,
		uncertaintyEw: weight.map((w) => w ** -0.5),
		uncertaintyNs: weight.map((w) => w ** -0.5),
		weightEw: weight,
		weightNs: weight,
		forced: Uint8Array.from(measurements, (m) => (m.forced ? 1 : 0)),
		fluxIntIslRatio: ones,
		fluxPeakIslRatio: ones
	};
}
