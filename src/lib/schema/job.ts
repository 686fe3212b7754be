import { z } from 'zod';

/** Every BullMQ job of the app. A worker refuses to start when a kind has no handler, or two. */
export const jobSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('ingestImage'),
		runId: z.number().int(),
		attempt: z.string(),
		/** Index into the run's resolved image list. */
		index: z.number().int().min(0)
	}),
	z.object({ kind: z.literal('associate'), runId: z.number().int(), attempt: z.string() }),
	z.object({ kind: z.literal('publish'), runId: z.number().int(), attempt: z.string() }),
	z.object({ kind: z.literal('rank'), runId: z.number().int(), attempt: z.string() }),
	z.object({ kind: z.literal('watchRun'), runId: z.number().int(), attempt: z.string() }),
	z.object({
		kind: z.literal('writeArrow'),
		runId: z.number().int(),
		attempt: z.string(),
		overwrite: z.boolean(),
		/** Who asked for it. */
		byId: z.string()
	}),
	z.object({ kind: z.literal('reworkMetrics'), runId: z.number().int(), attempt: z.string() }),
	z.object({
		kind: z.literal('score'),
		runId: z.number().int(),
		attempt: z.string(),
		/** These alone, among scores that stand; all of the run's where nothing is said. */
		objectIds: z.array(z.string()).optional()
	}),
	z.object({ kind: z.literal('importCatalogue'), importId: z.string() }),
	z.object({ kind: z.literal('deliver'), deliveryId: z.string() }),
	z.object({ kind: z.literal('digest') }),
	z.object({ kind: z.literal('indexSearch') })
]);
export type Job = z.infer<typeof jobSchema>;
export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;
export const JOB_KINDS = jobSchema.options.map((option) => option.shape.kind.value);
/** Jobs of which a run's results are made, one after the other: none of them goes on without the others. */
export const RUN_JOB_KINDS: readonly JobKind[] = ['ingestImage', 'associate', 'publish'];
