import { emptyMeasurements } from '#science/measurement/emptyMeasurements.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { inTransaction, store } from '#server/store/client.ts';
import { insertImage, type IngestedImage } from '#server/store/images.ts';
import { insertMeasurements } from '#server/store/measurements.ts';
import { packedBlocks } from '#server/store/packedMeasurements.ts';
import type { Generation } from '#server/store/sources.ts';

/** One measurement of an image made for a test: degrees and mJy. */
export interface MadeMeasurement {
	id: number;
	ra: number;
	dec: number;
	flux?: number;
	islandId?: string;
}

/** An image of 1° at (150, −30) on a day of 2024, with its catalogue; ids of its measurements follow each other. */
export async function makeImage(
	id: number,
	measurements: MadeMeasurement[] = [],
	more: Partial<IngestedImage> = {}
): Promise<IngestedImage> {
	const name = `image${id}.fits`;
	const image: IngestedImage = {
		id,
		name,
		path: `/nowhere/${name}`,
		noisePath: '',
		backgroundPath: '',
		measurementsPath: '',
		checksum: 'c'.repeat(64),
		bandId: 1,
		skyRegionId: 1,
		telescope: 'ASKAP',
		polarisation: 'I',
		datetime: new Date(Date.UTC(2024, 0, id, 12)),
		jd: 2460310.5 + id,
		durationSeconds: 600,
		frequencyMhz: 887.5,
		bandwidthMhz: 288,
		...{ ra: 150, dec: -30, fovBmaj: 0.7, fovBmin: 0.7, physicalBmaj: 1, physicalBmin: 1 },
		...{ radiusPixels: 700, beamBmaj: 0.004, beamBmin: 0.003, beamBpa: 10 },
		...{ rmsMedian: 0.2, rmsMin: 0.1, rmsMax: 0.5 },
		nMeasurements: measurements.length,
		firstMeasurementId: measurements[0]?.id ?? 0,
		inputs: { image: null, selavy: null, noise: null, background: null },
		...more
	};
	await inTransaction(store(), (transaction) => insertImage(store(), image, transaction));
	if (measurements.length > 0) await storeMeasurements(id, measurements, null);
	return image;
}

/** Stores what was measured in an image: in its catalogue, or by a generation's forced extraction. */
export async function storeMeasurements(
	imageId: number,
	made: MadeMeasurement[],
	generation: Generation | null
): Promise<void> {
	const columns = columnsOf(made, { forced: generation !== null, imageId });
	const owner = { imageId, ...generation };
	await insertMeasurements(store(), owner, {
		blocks: packedBlocks(columns),
		idOf: (row) => made[row].id
	});
}

function columnsOf(
	made: MadeMeasurement[],
	{ forced, imageId }: { forced: boolean; imageId: number }
): MeasurementColumns {
	const floats = (value: (m: MadeMeasurement) => number) => Float64Array.from(made, value);
	const flux = floats(({ flux: own = 2 }) => own);
	const name = made.map(({ id }) => `image${imageId}_component_${id}`);
	return {
		...emptyMeasurements(made.length),
		...{ name, componentId: made.map(({ id }) => `component_${id}`) },
		islandId: made.map(({ islandId, id }) => islandId ?? `island_${id}`),
		ra: floats(({ ra }) => ra),
		dec: floats(({ dec }) => dec),
		...{ fluxPeak: flux, fluxInt: flux },
		...{ fluxPeakErr: flux.map(() => 0.1), fluxIntErr: flux.map(() => 0.1) },
		...{ localRms: flux.map(() => 0.2), snr: flux.map((own) => own / 0.2) },
		compactness: flux.map(() => 1),
		...{ fluxIntIslRatio: flux.map(() => 1), fluxPeakIslRatio: flux.map(() => 1) },
		forced: new Uint8Array(made.length).fill(forced ? 1 : 0)
	};
}
