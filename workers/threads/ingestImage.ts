import { createHash } from 'node:crypto';
import { readCatalogue } from '#server/files/catalogueFile.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { measurementFile } from '#server/files/measurementFile.ts';
import { localStorage } from '#server/files/storage.ts';
import {
	measurementsFromCatalogue,
	type CatalogueOptions
} from '#science/catalogue/measurementsFromCatalogue.ts';
import { imageFields, type ImageFields } from '#science/fits/imageFields.ts';
import { imageLayout } from '#science/fits/imageLayout.ts';
import { readFitsImage } from '#science/fits/readImage.ts';
import { rmsStatistics, type RmsStatistics } from '#science/fits/rmsStatistics.ts';
import { telescopeNamed } from '#science/fits/telescopes.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import { serveThread } from '../serveThread.ts';

export interface IngestInput {
	image: string;
	noise: string;
	selavy: string;
	options: CatalogueOptions;
	measurementsPath: string;
	/** Where the measurements' Parquet file goes until the image is in the database. */
	draftPath: string;
}

export interface ReservedIds {
	imageId: number;
	firstMeasurementId: number;
}

export interface IngestOutput extends ReservedIds {
	fields: ImageFields;
	rms: RmsStatistics;
	checksum: string;
	measurements: MeasurementColumns;
}

const storage = localStorage();

/** One image: header, noise statistics and catalogue in, measurements and their Parquet file out (spec/pipeline.md §2, §3). */
serveThread<IngestInput, IngestOutput, { measurements: number }, ReservedIds>(
	async (input, { ask }) => {
		const { fields, checksum } = await readImage(input.image);
		const rms = await readRms(input.noise, fields);
		const measurements = await withFile(input.selavy, async () =>
			measurementsFromCatalogue(
				readCatalogue(await storage.read(input.selavy), input.selavy),
				fields,
				input.options
			)
		);
		const ids = await ask({ measurements: measurements.n });
		for (let row = 0; row < measurements.n; row++)
			measurements.id[row] = ids.firstMeasurementId + row;
		const image = { id: ids.imageId, datetimeMs: fields.datetimeMs };
		await withFile(input.measurementsPath, () =>
			storage.writeAtomically(input.draftPath, measurementFile(measurements, image))
		);
		return { fields, rms, checksum, measurements, ...ids };
	}
);

/** Pixels stay encoded: only their number is checked, against a file cut short. */
async function readImage(path: string): Promise<{ fields: ImageFields; checksum: string }> {
	return withFile(path, async () => {
		const bytes = await storage.read(path);
		const { header } = imageLayout(bytes);
		const checksum = createHash('sha256').update(bytes).digest('hex');
		return { fields: imageFields(header, path), checksum };
	});
}

async function readRms(path: string, { telescope }: ImageFields): Promise<RmsStatistics> {
	return withFile(path, async () => {
		const { pixels } = readFitsImage(await storage.read(path));
		return rmsStatistics(pixels, telescopeNamed(telescope)?.pixelUnitMjy);
	});
}
