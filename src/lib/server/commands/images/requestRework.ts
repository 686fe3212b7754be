import { Failure } from '#schema/failure.ts';
import { reworkSchema } from '#schema/imageMark.ts';
import type { Run } from '#schema/run.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { announce } from '../../jobs/announce.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { badImagesKey } from '../../store/imageMarks.ts';
import { beginRework, cancelRework } from '../../store/reworks.ts';
import { findRun, listCompletedRuns } from '../../store/runs.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Has the numbers of every run with this image worked out anew. */
export async function reworkRunsOf(imageId: number): Promise<void> {
	for (const run of await listCompletedRuns(store()))
		if (run.imageIds.includes(imageId)) await requestRework(run);
}

/** Of a run that has just been published: images it shares with others may have been marked before. Whether there is anything to do. */
export async function reworkNewRun(runId: number): Promise<boolean> {
	const run = await findRun(store(), runId);
	if (!run || (await badImagesKey(store(), runId)) === '') return false;
	await requestRework(run);
	return true;
}

/** Works out a run's numbers without its bad images, or again, when that was cancelled or has failed. */
export async function startRework(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, runId } = parse(reworkSchema, input);
	mayOrRefuse(context.user, 'markImage');
	const run = await knownRun(runId);
	await once(context, { command: 'startRework', commandId }, async (transaction) => {
		await audit(context.user, { action: 'startRework', target: `run ${runId}` }, transaction);
		return null;
	});
	await requestRework(run);
}

/** Stops it. The run's own numbers stand either way. */
export async function stopRework(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, runId } = parse(reworkSchema, input);
	mayOrRefuse(context.user, 'markImage');
	const run = await knownRun(runId);
	await once(context, { command: 'stopRework', commandId }, async (transaction) => {
		await audit(context.user, { action: 'stopRework', target: `run ${runId}` }, transaction);
		return null;
	});
	if (!(await cancelRework(store(), runId)))
		throw new Failure('Conflict', `Nobody works on the numbers of run ${run.name} any more.`);
	await announceRework(runId);
}

/** Tells the pages that show how far it is. */
export async function announceRework(runId: number): Promise<void> {
	for (const topic of ['images', `run-${runId}`])
		await announce({ topic, kind: 'mark', byId: null, byName: null });
}

async function requestRework({ id: runId, name: runName, revision }: Run): Promise<void> {
	const attempt = newId();
	const variant = await badImagesKey(store(), runId);
	await beginRework(store(), { runId, runName, revision, variant, attempt });
	try {
		await enqueue({ kind: 'reworkMetrics', runId, attempt });
	} catch (error) {
		// The mark stands; whoever looks sees that the numbers wait, with a button that asks again.
		log.error('numbers without bad images could not be asked for', { runId, error });
	}
	await announceRework(runId);
}

async function knownRun(runId: number): Promise<Run> {
	const run = await findRun(store(), runId);
	if (run && run.revision > 0) return run;
	throw new Failure('NotFound', `There is no completed run ${runId}.`, 'runId');
}
