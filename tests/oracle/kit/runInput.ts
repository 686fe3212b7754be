import { parse } from 'yaml';
import { z } from 'zod';
import { measurementsFromCatalogue } from '#science/catalogue/measurementsFromCatalogue.ts';
import { readSelavyText } from '#science/catalogue/readSelavyText.ts';
import { imageFields, type ImageFields } from '#science/fits/imageFields.ts';
import { readFitsImage, type FitsImage } from '#science/fits/readImage.ts';
import { rmsStatistics, type RmsStatistics } from '#science/fits/rmsStatistics.ts';
import type { RunImage, RunInput, RunOptions } from '#science/run/types.ts';
import { oracleBytes, oracleText } from './oracle.ts';

const files = z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]);
/** The part of an expected run's config.yaml that the numeric part needs. */
const configSchema = z.object({
	inputs: z.object({ image: files, selavy: files, noise: files }),
	source_monitoring: z.object({ edge_buffer_scale: z.number() }),
	source_association: z.object({
		method: z.enum(['basic', 'advanced', 'deruiter']),
		radius: z.number(),
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

export interface OracleRun {
	input: RunInput;
	/** Header fields and noise statistics per image, as ingested. */
	ingested: { fields: ImageFields; rms: RmsStatistics }[];
}

/** Ingests the files of an expected run with our own readers. */
export async function ingestRun(name: string): Promise<OracleRun> {
	const config = configSchema.parse(parse(await oracleText(`expected/${name}/config.yaml`)));
	const epochMode = !Array.isArray(config.inputs.image);
	const images = byEpoch(config.inputs.image);
	const catalogues = byEpoch(config.inputs.selavy);
	const noise: FitsImage[] = [];
	const ingested: OracleRun['ingested'] = [];
	const runImages: RunImage[] = [];
	const regions: string[] = [];
	for (const [k, { epoch, path }] of images.entries()) {
		const fields = imageFields(readFitsImage(await oracleBytes(path)).header, path);
		const map = readFitsImage(await oracleBytes(byEpoch(config.inputs.noise)[k].path));
		const rms = rmsStatistics(map.pixels);
		const table = readSelavyText(await oracleText(catalogues[k].path));
		const measurements = measurementsFromCatalogue(table, fields, catalogueOptions(config));
		noise.push(map);
		ingested.push({ fields, rms });
		const { ra, dec, fovBmin: xtrRadius, datetimeMs, beamBmaj } = fields;
		const region = `${ra} ${dec} ${xtrRadius}`;
		if (!regions.includes(region)) regions.push(region);
		const skyRegionId = regions.indexOf(region) + 1;
		const place = { ra, dec, xtrRadius, skyRegionId };
		const { rmsMin } = rms;
		const common = { id: k + 1, name: fields.name, datetimeMs, beamBmaj, rmsMin, epoch };
		runImages.push({ ...common, ...place, measurements });
	}
	const readNoise = (index: number) => noise[index];
	const options = runOptions(config, epochMode);
	return { input: { images: runImages, options, readNoise }, ingested };
}

/** Files in ingest order: sorted epoch key, then list order. */
function byEpoch(input: z.infer<typeof files>): { epoch: string; path: string }[] {
	if (Array.isArray(input)) return input.map((path, k) => ({ epoch: String(k + 1), path }));
	return Object.keys(input)
		.sort()
		.flatMap((epoch) => input[epoch].map((path) => ({ epoch, path })));
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

function runOptions(config: Config, epochMode: boolean): RunOptions {
	return {
		method: config.source_association.method,
		radiusArcsec: config.source_association.radius,
		epochMode,
		epochDuplicateRadiusArcsec: config.source_association.epoch_duplicate_radius,
		fluxFractionalError: config.measurements.flux_fractional_error,
		newSourceMinSigma: config.new_sources.min_sigma,
		edgeBufferScale: config.source_monitoring.edge_buffer_scale,
		pairMetrics: config.variability.pair_metrics,
		pairMinAbsVs: config.variability.source_aggregate_pair_metrics_min_abs_vs
	};
}
