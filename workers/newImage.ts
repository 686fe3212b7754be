import type { Environment } from '#schema/environment.ts';
import type { ImageIngestConfig } from '#schema/pipelineConfig.ts';
import type { CatalogueOptions } from '#science/catalogue/measurementsFromCatalogue.ts';
import type { ImageFields } from '#science/fits/imageFields.ts';
import { unitVector } from '#science/sky/position.ts';
import { bandFor } from '#server/store/bands.ts';
import type { Store } from '#server/store/client.ts';
import type { IngestedImage } from '#server/store/images.ts';
import { skyRegionFor } from '#server/store/skyRegions.ts';
import type { ImageFiles } from './imageFiles.ts';
import type { FoundInImage, ReservedIds } from './threads/ingestImage.ts';

export interface ImageOrigin extends ReservedIds {
	files: ImageFiles;
	/** Of its measurements. */
	path: string;
}

/** What is stored of an image that a thread has read, with its band and sky region (spec/pipeline.md §2.2 to §2.4). */
export async function newImage(
	store: Store,
	{ fields, rms, inputs, nMeasurements }: FoundInImage,
	{ files, path, imageId, firstMeasurementId }: ImageOrigin
): Promise<IngestedImage> {
	const { freqEffHz, freqBwHz, datetimeMs, frequencyMhz, bandwidthMhz, ...kept } = fields;
	const { cdelt1: _cdelt1, cdelt2: _cdelt2, ...geometry } = kept;
	return {
		id: imageId,
		...geometry,
		...rms,
		path: files.image,
		noisePath: files.noise,
		backgroundPath: files.background,
		measurementsPath: path,
		checksum: inputs.image?.sha256 ?? '',
		bandId: await bandFor(store, frequencyMhz, bandwidthMhz),
		skyRegionId: await regionOf(store, fields),
		datetime: new Date(datetimeMs),
		frequencyMhz: freqEffHz / 1e6,
		bandwidthMhz: freqBwHz / 1e6,
		nMeasurements,
		firstMeasurementId,
		inputs
	};
}

/** Settings that are applied when an image is ingested, and then stay (spec/pipeline.md §1.1). */
export function catalogueOptions(
	{ measurements }: { measurements: ImageIngestConfig['measurements'] },
	site: Pick<Environment, 'FLUX_DEFAULT_MIN_ERROR' | 'POS_DEFAULT_MIN_ERROR'>
): CatalogueOptions {
	return {
		condonErrors: measurements.condon_errors,
		localRmsFill: measurements.selavy_local_rms_fill_value,
		raUncertaintyArcsec: measurements.ra_uncertainty,
		decUncertaintyArcsec: measurements.dec_uncertainty,
		fluxMinError: site.FLUX_DEFAULT_MIN_ERROR,
		posMinErrorArcsec: site.POS_DEFAULT_MIN_ERROR
	};
}

function regionOf(store: Store, fields: ImageFields): Promise<number> {
	const [x, y, z] = unitVector(fields.ra, fields.dec);
	return skyRegionFor(store, {
		centreRa: fields.ra,
		centreDec: fields.dec,
		widthRa: fields.physicalBmin,
		widthDec: fields.physicalBmaj,
		xtrRadius: fields.fovBmin,
		x,
		y,
		z
	});
}
