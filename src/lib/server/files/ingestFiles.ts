import type { Band, Image, SkyRegion } from '#schema/image.ts';
import type { ParquetColumn } from './parquetColumns.ts';
import { parquetBytes } from './parquetWriter.ts';

/** File name → Parquet bytes of the tables known right after ingest. Images in ingest order. */
export function ingestFiles(tables: {
	images: Image[];
	bands: Band[];
	skyRegions: SkyRegion[];
}): Map<string, Uint8Array> {
	return new Map([
		['images.parquet', imagesFile(tables.images)],
		['bands.parquet', bandsFile(tables.bands)],
		['skyregions.parquet', skyRegionsFile(tables.skyRegions)]
	]);
}

function imagesFile(images: Image[]): Uint8Array {
	const texts = (name: string, key: TextKey): ParquetColumn => ({
		name,
		type: 'string',
		values: images.map((image) => image[key])
	});
	const ids = (name: string, key: IdKey): ParquetColumn => ({
		name,
		type: 'int64',
		values: images.map((image) => image[key])
	});
	return parquetBytes([
		ids('id', 'id'),
		ids('band_id', 'bandId'),
		ids('skyreg_id', 'skyRegionId'),
		texts('measurements_path', 'measurementsPath'),
		texts('polarisation', 'polarisation'),
		texts('name', 'name'),
		texts('path', 'path'),
		texts('noise_path', 'noisePath'),
		texts('background_path', 'backgroundPath'),
		{ name: 'datetime', type: 'time', values: images.map(({ datetime }) => datetime.getTime()) },
		...IMAGE_NUMBERS.map(([name, key]) => floats(name, images, key))
	]);
}

type TextKey =
	'measurementsPath' | 'polarisation' | 'name' | 'path' | 'noisePath' | 'backgroundPath';
type IdKey = 'id' | 'bandId' | 'skyRegionId';
const IMAGE_NUMBERS = [
	['jd', 'jd'],
	['duration', 'durationSeconds'],
	['ra', 'ra'],
	['dec', 'dec'],
	['fov_bmaj', 'fovBmaj'],
	['fov_bmin', 'fovBmin'],
	['physical_bmaj', 'physicalBmaj'],
	['physical_bmin', 'physicalBmin'],
	['radius_pixels', 'radiusPixels'],
	['beam_bmaj', 'beamBmaj'],
	['beam_bmin', 'beamBmin'],
	['beam_bpa', 'beamBpa'],
	['rms_median', 'rmsMedian'],
	['rms_min', 'rmsMin'],
	['rms_max', 'rmsMax']
] as const;

function bandsFile(bands: Band[]): Uint8Array {
	return parquetBytes([
		{ name: 'id', type: 'int64', values: bands.map((band) => band.id) },
		{ name: 'name', type: 'string', values: bands.map((band) => band.name) },
		{ name: 'frequency', type: 'int64', values: bands.map((band) => band.frequency) },
		{ name: 'bandwidth', type: 'int64', values: bands.map((band) => band.bandwidth) }
	]);
}

function skyRegionsFile(regions: SkyRegion[]): Uint8Array {
	return parquetBytes([
		{ name: 'id', type: 'int64', values: regions.map((region) => region.id) },
		floats('centre_ra', regions, 'centreRa'),
		floats('centre_dec', regions, 'centreDec'),
		floats('width_ra', regions, 'widthRa'),
		floats('width_dec', regions, 'widthDec'),
		floats('xtr_radius', regions, 'xtrRadius'),
		floats('x', regions, 'x'),
		floats('y', regions, 'y'),
		floats('z', regions, 'z')
	]);
}

function floats<K extends string>(
	name: string,
	rows: readonly Record<K, number>[],
	key: K
): ParquetColumn {
	return { name, type: 'float64', values: Float64Array.from(rows, (row) => row[key]) };
}
