import { rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { filesToRemoveSchema, onRunSchema, type FilesToRemove } from '#schema/runAction.ts';
import type { User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { config } from '../../config.ts';
import { withFile } from '../../files/fileFailure.ts';
import { localStorage } from '../../files/storage.ts';
import { store } from '../../store/client.ts';
import {
	beginClearing,
	deleteImagesUnlessUsed,
	deleteUnusedRegions,
	imagesOfOtherRuns,
	imagesOfRun
} from '../../store/runClearing.ts';
import { deleteScoresOfRun } from '../../store/eseScores.ts';
import { deleteRework } from '../../store/reworks.ts';
import { deleteScoreColumns } from '../../store/scoreColumns.ts';
import { deleteRun, type RunDoc } from '../../store/runs.ts';
import { deleteRevisionsExcept } from '../../store/sources.ts';
import { deleteOpenCases } from '../../store/unsettled.ts';
import { audit } from '../audit.ts';
import { parse } from '../parse.ts';
import { announceRun } from './announceRun.ts';
import { withNoRunStarting, withRunLock } from './runLock.ts';
import { runToChange } from './runToChange.ts';
import { escapeGlob } from '../../files/glob.ts';

const clearRunSchema = onRunSchema.extend({ files: filesToRemoveSchema });

export interface ClearedRun {
	id: number;
	name: string;
	path: string;
	nSources: number;
	/** Images that no other run uses. */
	nImagesRemoved: number;
}

/**
 * Deletes a run: its sources, its forced measurements, and the images and sky regions that no other run uses
 * (spec/pipeline.md §8). Sky objects with everything people said about them stay, and so do queues. Done again after a
 * crash it finishes what is left. Without a user it is the command line that acts.
 */
export async function clearRun(
	context: { user: User | null },
	input: unknown
): Promise<ClearedRun> {
	const { runId, files } = parse(clearRunSchema, input);
	const { user } = context;
	const known = await runToChange(runId);
	if (user) mayOrRefuse(user, 'deleteRun', { ownerId: known.userId });
	if (files === 'directory') refusePreciousDirectory(known, user);
	if (known.status === 'QUE' || known.status === 'RUN') throw underWay(known);
	return withRunLock(runId, async () => {
		const run = await beginClearing(store(), runId);
		if (!run) throw underWay(known);
		await announceRun(user, runId, 'DEL');
		await deleteRevisionsExcept(store(), runId, []);
		await deleteRework(store(), runId);
		await deleteScoresOfRun(store(), runId);
		await deleteScoreColumns(store(), runId);
		await deleteOpenCases(store(), runId, []);
		const nImagesRemoved = await withNoRunStarting(() => deleteImages(run));
		await removeFiles(run, files);
		await deleteRun(store(), runId);
		const { name, path, nSources } = run;
		const cleared = { id: runId, name, path, nSources, nImagesRemoved };
		await audit(user, {
			action: 'clearRun',
			target: `run ${runId}`,
			before: cleared,
			after: files
		});
		await announceRun(user, runId, 'DEL');
		return cleared;
	});
}

async function deleteImages(run: RunDoc): Promise<number> {
	const inUse = await imagesOfOtherRuns(store(), run._id);
	const removed = await deleteImagesUnlessUsed(store(), imagesOfRun(run), inUse);
	// The next run that is cleared takes those along that stay now.
	if (!inUse.runsUnderWay) await deleteUnusedRegions(store());
	return removed;
}

function underWay({ name }: Run): Failure {
	return new Failure('Conflict', `Run ${name} is being processed: cancel it first.`);
}

/** A run's directory can be any that has a config.yaml; what lies in it beside the run's files would go too. */
function refusePreciousDirectory({ name, path }: Run, user: User | null): void {
	const { PIPELINE_WORKING_DIR, RAW_IMAGE_DIR, CAUSTIC_DATA_DIR } = config();
	const shared = [PIPELINE_WORKING_DIR, RAW_IMAGE_DIR, CAUSTIC_DATA_DIR, process.cwd()];
	if (shared.some((directory) => isWithin(directory, path)))
		throw new Failure('NotPermitted', `${path} holds more than run ${name}: it is not removed.`);
	if (user && !isWithin(path, PIPELINE_WORKING_DIR))
		throw new Failure(
			'NotPermitted',
			`${path} is outside ${PIPELINE_WORKING_DIR}: only the command line may remove it.`
		);
}

function isWithin(path: string, directory: string): boolean {
	const way = relative(resolve(directory), resolve(path));
	return way === '' || (!isAbsolute(way) && way.split(sep)[0] !== '..');
}

async function removeFiles({ path }: RunDoc, files: FilesToRemove): Promise<void> {
	if (files === 'nothing') return;
	if (files === 'directory')
		return withFile(path, () => rm(path, { recursive: true, force: true }));
	const storage = localStorage();
	for (const pattern of ['*.parquet', '*.arrow', '*.draft'])
		for (const file of await storage.glob(join(escapeGlob(path), pattern)))
			await withFile(file, () => storage.remove(file));
}
