import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { z } from 'zod';
import { measurementsFromCatalogue } from '#science/catalogue/measurementsFromCatalogue.ts';
import { readSelavyText } from '#science/catalogue/readSelavyText.ts';
import { imageFields, type ImageFields } from '#science/fits/imageFields.ts';
import { byteSource } from '#science/fits/byteSource.ts';
import type { FitsMap } from '#science/fits/fitsMap.ts';
import { openFitsMap } from '#science/fits/openFitsMap.ts';
import { rmsStatistics, type RmsStatistics } from '#science/fits/rmsStatistics.ts';
import type { MeasurementColumns } from '#science/measurement/columns.ts';
import type { MonitoringOptions, RunImage, RunInput, RunOptions } from '#science/run/types.ts';
import { oracleBytes, oracleText } from './oracle.ts';

const files = z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]);
/** The part of an expected run's config.yaml that the numeric part needs. */
const configSchema = z.object({
	inputs: z.object({ image: files, selavy: files, noise: files, background: files.optional() }),
	source_monitoring: z.object({
		monitor: z.boolean(),
		min_sigma: z.number(),
		edge_buffer_scale: z.number(),
		cluster_threshold: z.number(),
		allow_nan: z.boolean()
	}),
	source_association: z.object({
		method: z.enum(['basic', 'advanced', 'deruiter']),
		radius: z.number(),
		deruiter_radius: z.number(),
		deruiter_beamwidth_limit: z.number(),
		parallel: z.boolean(),
		epoch_duplicate_radius: z.number()
	}),
	new_sources: z.object({ min_sigma: z.number() }),
	measurements: z.object({
		flux_fractional_error: z.number(),
		condon_errors: z.boolean(),
		selavy_local_rms_fill_value: z.number(),
		ra_uncertainty: z.number(),
		dec_uncertainty: z.number()
	}),
	variability: z.object({
		pair_metrics: z.boolean(),
		source_aggregate_pair_metrics_min_abs_vs: z.number()
	})
});
type Config = z.infer<typeof configSchema>;

/** An image with all columns of its measurements, labels included. */
export interface OracleImage extends RunImage {
	measurements: MeasurementColumns;
}

export interface OracleRun {
	/** Without forced extraction: put `monitoring` into its options for that. */
	input: RunInput & { images: OracleImage[] };
	monitoring: MonitoringOptions | null;
	/** Header fields and noise statistics per image, as ingested. */
	ingested: { fields: ImageFields; rms: RmsStatistics }[];
}

/** Ingests the files of an expected run with our own readers. */
export async function ingestRun(name: string): Promise<OracleRun> {
	const config = configSchema.parse(parse(await oracleText(`expected/${name}/config.yaml`)));
	const { image, selavy, noise, background } = config.inputs;
	const [paths, catalogues] = [byEpoch(image), byEpoch(selavy)];
	const maps = {
		image: await mapsOf(image),
		noise: await mapsOf(noise),
		background: background ? await mapsOf(background) : []
	};
	const ingested: OracleRun['ingested'] = [];
	const images: OracleImage[] = [];
	const regions: string[] = [];
	for (const [k, { epoch, path }] of paths.entries()) {
		const fields = imageFields(maps.image[k].header, path);
		const { nx, ny } = maps.noise[k];
		const rms = rmsStatistics(maps.noise[k].window(0, 0, nx, ny));
		const table = readSelavyText(await oracleText(catalogues[k].path));
		const measurements = measurementsFromCatalogue(table, fields, catalogueOptions(config));
		ingested.push({ fields, rms });
		const { ra, dec, fovBmin: xtrRadius, datetimeMs, beamBmaj } = fields;
		const region = `${ra} ${dec} ${xtrRadius}`;
		if (!regions.includes(region)) regions.push(region);
		const skyRegionId = regions.indexOf(region) + 1;
		const place = { ra, dec, xtrRadius, skyRegionId };
		const { rmsMin } = rms;
		const common = { id: k + 1, name: fields.name, datetimeMs, beamBmaj, rmsMin, epoch };
		const islands = { catalogued: measurements.islandId, forced: [] };
		images.push({ ...common, ...place, measurements, islands });
	}
	const input = {
		images,
		options: runOptions(config),
		readNoise: (index: number) => maps.noise[index],
		readMaps: (index: number) => ({
			name: images[index].name,
			image: maps.image[index],
			background: maps.background[index],
			noise: maps.noise[index]
		})
	};
	return { input, monitoring: monitoringOptions(config), ingested };
}

/** Files in ingest order: sorted epoch key, then list order. */
function byEpoch(input: z.infer<typeof files>): { epoch: string; path: string }[] {
	if (Array.isArray(input)) return input.map((path, k) => ({ epoch: String(k + 1), path }));
	return Object.keys(input)
		.sort()
		.flatMap((epoch) => input[epoch].map((path) => ({ epoch, path })));
}

/** The files in ingest order, in memory, read by windows. */
function mapsOf(input: z.infer<typeof files>): Promise<FitsMap[]> {
	return Promise.all(
		byEpoch(input).map(async ({ path }) =>
			openFitsMap(byteSource(await oracleBytes(path)), { gunzip: (packed) => gunzipSync(packed) })
		)
	);
}

function catalogueOptions({ measurements }: Config) {
	return {
		condonErrors: measurements.condon_errors,
		localRmsFill: measurements.selavy_local_rms_fill_value,
		raUncertaintyArcsec: measurements.ra_uncertainty,
		decUncertaintyArcsec: measurements.dec_uncertainty,
		fluxMinError: 0.001,
		posMinErrorArcsec: 0.01
	};
}

/** The first run of an installation, as the expected ones are. */
function monitoringOptions({ source_monitoring, measurements }: Config): MonitoringOptions | null {
	if (!source_monitoring.monitor) return null;
	return {
		minSigma: source_monitoring.min_sigma,
		clusterThreshold: source_monitoring.cluster_threshold,
		allowNan: source_monitoring.allow_nan,
		raUncertaintyArcsec: measurements.ra_uncertainty,
		decUncertaintyArcsec: measurements.dec_uncertainty,
		runId: 1
	};
}

function runOptions(config: Config): RunOptions {
	const association = config.source_association;
	return {
		method: association.method,
		radiusArcsec: association.radius,
		deruiterRadius: association.deruiter_radius,
		deruiterBeamwidthLimit: association.deruiter_beamwidth_limit,
		parallel: association.parallel,
		epochMode: !Array.isArray(config.inputs.image),
		epochDuplicateRadiusArcsec: association.epoch_duplicate_radius,
		fluxFractionalError: config.measurements.flux_fractional_error,
		newSourceMinSigma: config.new_sources.min_sigma,
		edgeBufferScale: config.source_monitoring.edge_buffer_scale,
		pairMetrics: config.variability.pair_metrics,
		pairMinAbsVs: config.variability.source_aggregate_pair_metrics_min_abs_vs,
		monitoring: null
	};
}
