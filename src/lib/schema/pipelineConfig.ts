import { z } from 'zod';

/** Input forms 1 to 3 of spec/pipeline.md §1.2. */
const fileListSchema = z
	.array(z.string().min(1))
	.min(1)
	.refine((files) => new Set(files).size === files.length, 'duplicate found');
const globSchema = z.strictObject({ glob: z.union([z.string().min(1), fileListSchema]) });
const filesOrGlobSchema = z.union([fileListSchema, globSchema]);
export const inputSchema = z.union([filesOrGlobSchema, z.record(z.string(), filesOrGlobSchema)]);
export type InputSpec = z.infer<typeof inputSchema>;

const flag = z.boolean();
/** Every key of config.yaml with its default (spec/pipeline.md §1.1). The reader of files (server/files/runConfig.ts) maps YAML's yes/no spellings first. */
export const pipelineConfigSchema = z.strictObject({
	run: z.strictObject({
		path: z.string().default(''),
		suppress_astropy_warnings: flag.default(true)
	}),
	inputs: z.strictObject({
		image: inputSchema,
		selavy: inputSchema,
		noise: inputSchema,
		background: inputSchema.optional()
	}),
	source_monitoring: z.strictObject({
		monitor: flag.default(false),
		min_sigma: z.number().default(3),
		edge_buffer_scale: z.number().default(1.2),
		cluster_threshold: z.number().default(3),
		allow_nan: flag.default(false)
	}),
	source_association: z.strictObject({
		method: z.enum(['basic', 'advanced', 'deruiter']).default('basic'),
		radius: z.number().default(10),
		deruiter_radius: z.number().default(5.68),
		deruiter_beamwidth_limit: z.number().default(1.5),
		parallel: flag.default(false),
		epoch_duplicate_radius: z.number().default(2.5)
	}),
	new_sources: z.strictObject({ min_sigma: z.number().default(5) }),
	measurements: z.strictObject({
		source_finder: z.literal('selavy').default('selavy'),
		flux_fractional_error: z.number().default(0),
		condon_errors: flag.default(true),
		selavy_local_rms_fill_value: z.number().default(0.2),
		write_arrow_files: flag.default(false),
		ra_uncertainty: z.number().default(1),
		dec_uncertainty: z.number().default(1)
	}),
	variability: z.strictObject({
		pair_metrics: flag.default(true),
		source_aggregate_pair_metrics_min_abs_vs: z.number().default(4.3)
	}),
	processing: z.strictObject({
		num_workers: z.number().int().nullable().default(null),
		num_workers_io: z.number().int().nullable().default(5),
		max_partition_mb: z.number().int().default(15)
	})
});
export type PipelineConfig = z.infer<typeof pipelineConfigSchema>;

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
