import { z } from 'zod';

/** Input forms 1 to 3 of spec/pipeline.md §1.2. */
const fileSchema = z.string('must be the name of a file').min(1, 'a file name is missing');
const fileListSchema = z
	.array(fileSchema)
	.min(1, 'must list at least one file')
	.check(({ value, issues }) => {
		const first = new Set<string>();
		for (const [index, file] of value.entries()) {
			if (first.has(file))
				issues.push({ code: 'custom', input: value, path: [index], message: 'duplicate found' });
			first.add(file);
		}
	});
const globSchema = z.strictObject({
	glob: z.union([fileSchema, fileListSchema], 'must be a pattern or a list of patterns')
});
const filesOrGlobSchema = z.union(
	[fileListSchema, globSchema],
	'must be a list of files or a glob'
);
const inputSchema = z.union(
	[fileListSchema, globSchema, z.record(z.string(), filesOrGlobSchema)],
	'must be a list of files, a glob, or epochs with either'
);
export type InputSpec = z.infer<typeof inputSchema>;

const inputsSchema = z.strictObject({
	image: inputSchema,
	selavy: inputSchema,
	noise: inputSchema,
	background: inputSchema.optional()
});

const flag = z.boolean();
const finite = z.number('must be a number');
const notNegative = finite.min(0, 'must not be negative');
const positive = finite.positive('must be larger than 0');
const workers = z
	.int("can only be an integer or 'null'")
	.min(1, "must be at least 1, or 'null'")
	.nullable();

/** Applied when an image is ingested; a later run that uses the image does not change them (spec/pipeline.md §1.1). */
const ingestSettings = {
	condon_errors: flag.default(true),
	selavy_local_rms_fill_value: positive.default(0.2),
	ra_uncertainty: notNegative.default(1),
	dec_uncertainty: notNegative.default(1)
};

/** |Vs| from which on a pair of epochs counts as significant (spec/pipeline.md §6.1). */
export const DEFAULT_PAIR_MIN_ABS_VS = 4.3;

/** Every key of config.yaml with its default (spec/pipeline.md §1.1). The reader of files (server/files/runConfig.ts) maps YAML's yes/no spellings first. */
export const pipelineConfigSchema = z.strictObject({
	run: z.strictObject({
		path: z.string().default(''),
		suppress_astropy_warnings: flag.default(true)
	}),
	inputs: inputsSchema,
	source_monitoring: z.strictObject({
		monitor: flag.default(false),
		min_sigma: notNegative.default(3),
		edge_buffer_scale: notNegative.default(1.2),
		cluster_threshold: notNegative.default(3),
		allow_nan: flag.default(false)
	}),
	source_association: z.strictObject({
		method: z
			.enum(['basic', 'advanced', 'deruiter'], 'must be basic, advanced or deruiter')
			.default('basic'),
		radius: positive.default(10),
		deruiter_radius: positive.default(5.68),
		deruiter_beamwidth_limit: positive.default(1.5),
		parallel: flag.default(false),
		epoch_duplicate_radius: notNegative.default(2.5)
	}),
	new_sources: z.strictObject({ min_sigma: notNegative.default(5) }),
	measurements: z.strictObject({
		source_finder: z.literal('selavy', 'must be selavy').default('selavy'),
		flux_fractional_error: notNegative.default(0),
		...ingestSettings,
		write_arrow_files: flag.default(false)
	}),
	variability: z.strictObject({
		pair_metrics: flag.default(true),
		source_aggregate_pair_metrics_min_abs_vs: notNegative.default(DEFAULT_PAIR_MIN_ABS_VS)
	}),
	processing: z.strictObject({
		num_workers: workers.default(null),
		num_workers_io: workers.default(5),
		max_partition_mb: z.int('must be a whole number').min(1, 'must be at least 1').default(15)
	})
});
export type PipelineConfig = z.infer<typeof pipelineConfigSchema>;

/** What `ingestimages` reads: inputs, and the settings that matter before there is a run (spec/pipeline.md §1.3). */
export const imageIngestConfigSchema = z.strictObject({
	inputs: inputsSchema,
	measurements: z.strictObject(ingestSettings)
});
export type ImageIngestConfig = z.infer<typeof imageIngestConfigSchema>;

/** Inputs after globs are expanded: per epoch, four parallel lists of absolute files. */
export interface ResolvedInputs {
	epochMode: boolean;
	/** Sorted by epoch key. */
	epochs: {
		key: string;
		image: string[];
		selavy: string[];
		noise: string[];
		background: string[];
	}[];
}
