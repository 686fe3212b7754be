import type { InputFiles } from '#schema/image.ts';
import { readCatalogue } from '#server/files/catalogueFile.ts';
import { withFile } from '#server/files/fileFailure.ts';
import { openFitsFile } from '#server/files/fitsFile.ts';
import { measurementFile } from '#server/files/measurementFile.ts';
import { localStorage } from '#server/files/storage.ts';
import { packedBlocks, type PackedBlock } from '#server/store/packedMeasurements.ts';
import {
	measurementsFromCatalogue,
	type CatalogueOptions
} from '#science/catalogue/measurementsFromCatalogue.ts';
import { imageFields, type ImageFields } from '#science/fits/imageFields.ts';
import { noiseStatistics, type RmsStatistics } from '#science/fits/rmsStatistics.ts';
import { telescopeNamed } from '#science/fits/telescopes.ts';
import type { ImageFiles } from '../imageFiles.ts';
import { inputFile } from '../inputFile.ts';
import { serveThread } from '../serveThread.ts';
import { Stopwatch, type SpentMs } from '../stopwatch.ts';

export interface IngestInput {
	files: ImageFiles;
	options: CatalogueOptions;
	measurementsPath: string;
	/** Where the measurements' Parquet file goes until the image is in the database. */
	draftPath: string;
}

/** What the worker process is given to store, while the Parquet file is written here. */
export interface FoundInImage {
	fields: ImageFields;
	rms: RmsStatistics;
	inputs: InputFiles;
	/** Of the catalogue's rows, in its order. */
	nMeasurements: number;
	blocks: PackedBlock[];
}

export interface ReservedIds {
	imageId: number;
	firstMeasurementId: number;
}

const storage = localStorage();

/** One image: header, noise statistics and catalogue in, measurements and their Parquet file out (spec/pipeline.md §2, §3). */
serveThread<IngestInput, SpentMs, FoundInImage, ReservedIds>(async (input, { ask }) => {
	const stopwatch = new Stopwatch();
	const { files, options } = input;
	const fields = await imageFieldsOf(files.image);
	const rms = await rmsOf(files.noise, fields);
	const inputs: InputFiles = {
		image: await checked(files.image),
		selavy: await checked(files.selavy),
		noise: await checked(files.noise),
		background: files.background ? await checked(files.background) : null
	};
	stopwatch.lap('read');
	const measurements = await withFile(files.selavy, async () =>
		measurementsFromCatalogue(
			readCatalogue(await storage.read(files.selavy), files.selavy),
			fields,
			options
		)
	);
	const blocks = packedBlocks(measurements);
	stopwatch.lap('parse');
	const ids = await ask({ fields, rms, inputs, nMeasurements: measurements.n, blocks });
	for (let row = 0; row < measurements.n; row++)
		measurements.id[row] = ids.firstMeasurementId + row;
	const image = { id: ids.imageId, datetimeMs: fields.datetimeMs };
	await withFile(input.measurementsPath, () =>
		storage.writeAtomically(input.draftPath, measurementFile(measurements, image))
	);
	stopwatch.lap('parquet');
	return stopwatch.spentMs;
});

/** Its pixels are not looked at: only their number is checked, against a file cut short. */
function imageFieldsOf(path: string): Promise<ImageFields> {
	return withFile(path, () => {
		const map = openFitsFile(path);
		map.close();
		return imageFields(map.header, path);
	});
}

function rmsOf(path: string, { telescope }: ImageFields): Promise<RmsStatistics> {
	return withFile(path, () => {
		const map = openFitsFile(path);
		try {
			return noiseStatistics(map, telescopeNamed(telescope)?.pixelUnitMjy);
		} finally {
			map.close();
		}
	});
}

function checked(path: string) {
	return withFile(path, () => inputFile(path));
}
