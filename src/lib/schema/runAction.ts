import { z } from 'zod';
import { newRunSchema } from './run.ts';
import { commandId } from './runConfig.ts';

/** `on` is what a ticked box sends. */
const ticked = z.union([z.boolean(), z.stringbool()]).default(false);

export const onRunSchema = z.object({ runId: z.coerce.number().int().positive() });

export const makeRunSchema = newRunSchema.extend({
	commandId,
	/** What its settings begin as: the defaults, a template’s or another run’s. */
	from: z
		.string()
		.regex(/^$|^template:[\w-]{1,64}$|^run:\d{1,15}$/, 'Begin with a template or a run.')
		.default('')
});

export const startRunSchema = onRunSchema.extend({ fullRerun: ticked });

export const requestArrowSchema = onRunSchema.extend({ commandId, overwrite: ticked });

/** Whoever takes something away types the run's name. */
export const namedRunSchema = onRunSchema.extend({ confirm: z.string().trim().default('') });

/** What goes of a run's directory: its Parquet and Arrow files, nothing, or the directory itself. */
export const filesToRemoveSchema = z.enum(['parquet', 'nothing', 'directory']).default('parquet');
export type FilesToRemove = z.infer<typeof filesToRemoveSchema>;

export const deleteRunSchema = namedRunSchema.extend({ files: filesToRemoveSchema });
