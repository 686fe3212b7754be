import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import { RUN_STATUS_LABELS, type Run } from '#schema/run.ts';
import { onRunSchema } from '#schema/runAction.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { withFile } from '../../files/fileFailure.ts';
import { escapeGlob } from '../../files/glob.ts';
import { localStorage } from '../../files/storage.ts';
import { log } from '../../log.ts';
import { newId } from '../../store/ids.ts';
import type { KeptFile, RunDoc } from '../../store/runs.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';
import { withRunLock } from './runLock.ts';
import { runDocToChange, runToChange } from './runToChange.ts';

const writeArrowSchema = onRunSchema.extend({
	overwrite: z.boolean().default(false)
});

const MEASUREMENTS = 'measurements.arrow';
const PAIRS = 'measurement_pairs.arrow';
const storage = localStorage();

/** What whoever computes is to write: each name with the ending behind it. */
export interface ArrowOrder {
	directory: string;
	hasPairs: boolean;
	draftEnding: string;
}

/**
 * Writes a completed run's Arrow files (spec/pipeline.md §8, "arrow on demand"): all of them, or none. The run cannot
 * be started, restored or deleted meanwhile. Without a user it is the command line that acts.
 * @param compute Writes the drafts; where that is done is for the caller to say.
 */
export async function writeArrow(
	context: { user: User | null },
	input: unknown,
	compute: (order: ArrowOrder) => Promise<void>
): Promise<KeptFile[]> {
	const { runId, overwrite } = parse(writeArrowSchema, input);
	const { user } = context;
	const known = await runToChange(runId);
	if (user) mayOrRefuse(user, 'processRun', { ownerId: known.userId });
	refuseUnlessCompleted(known);
	return withRunLock(runId, async () => {
		const run = await runDocToChange(runId);
		refuseUnlessCompleted(run);
		if (!overwrite) await refuseIfThere(run);
		try {
			const written = await replaced(run, compute);
			await note(run, 'INFO', `Wrote ${written.map(({ name }) => name).join(' and ')}.`);
			await audit(user, { action: 'writeArrow', target: `run ${runId}`, after: written });
			return written;
		} catch (error) {
			await note(run, 'ERROR', error instanceof Error ? error.message : String(error));
			throw error;
		}
	});
}

export function refuseUnlessCompleted({ name, status }: Pick<Run, 'name' | 'status'>): void {
	if (status === 'END') return;
	throw new Failure(
		'Conflict',
		`Run ${name} has the state ${RUN_STATUS_LABELS[status]}: Arrow files can be written of completed runs only.`
	);
}

export async function refuseIfThere({ path }: Pick<Run, 'path'>): Promise<void> {
	for (const name of [MEASUREMENTS, PAIRS])
		if (await storage.exists(join(path, name)))
			throw new Failure(
				'Conflict',
				`${join(path, name)} is there already: --overwrite replaces it.`,
				join(path, name)
			);
}

async function replaced(
	run: RunDoc,
	compute: (order: ArrowOrder) => Promise<void>
): Promise<KeptFile[]> {
	const { path: directory } = run;
	const draftEnding = `.${newId()}.draft`;
	const hasPairs = await madeWithPairs(run);
	const written: KeptFile[] = [];
	try {
		await compute({ directory, hasPairs, draftEnding });
		for (const name of hasPairs ? [MEASUREMENTS, PAIRS] : [MEASUREMENTS]) {
			const path = join(directory, name);
			await withFile(path, () => storage.rename(path + draftEnding, path));
			written.push({ name, bytes: (await storage.fingerprint(path)).bytes });
		}
		// Of results that had pairs once.
		if (!hasPairs) await storage.remove(join(directory, PAIRS));
		return written;
	} finally {
		// Broken off, a draft is left, or a part of one.
		for (const path of await storage.glob(join(escapeGlob(directory), `*${draftEnding}*`)))
			await storage.remove(path);
	}
}

/** As its last successful config says; runs of an earlier version did not note that. */
function madeWithPairs({ basis, path }: RunDoc): boolean | Promise<boolean> {
	if (basis) return basis.config.variability.pair_metrics;
	return storage.exists(join(path, 'measurement_pairs.parquet'));
}

/** Adds a line to a log of its own beside the run's (spec/pipeline.md §7.1). */
async function note({ _id, path }: RunDoc, level: 'INFO' | 'ERROR', text: string): Promise<void> {
	const at = new Date().toISOString().slice(0, 19);
	const name = `${at.replace(/[T:]/g, '-')}_gen_arrow_log.txt`;
	try {
		await storage.append(join(path, name), `${at.replace('T', ' ')} writeArrow ${level} ${text}\n`);
	} catch (error) {
		log.warn('a line of an Arrow log was not written', { runId: _id, error: String(error) });
	}
}
