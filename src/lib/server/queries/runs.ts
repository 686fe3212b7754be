import { Failure } from '#schema/failure.ts';
import type { Image } from '#schema/image.ts';
import type { StandingMark } from '#schema/imageMark.ts';
import type { RunRow } from '#schema/page.ts';
import type { Run } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { may } from '../auth/may.ts';
import { store } from '../store/client.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { findImages } from '../store/images.ts';
import { queuesOfRuns } from '../store/queues.ts';
import { findRun, listRuns as storedRuns } from '../store/runs.ts';
import { signedIn } from './signedIn.ts';

/** All runs, the latest first, with what this user may do to each. */
export async function listRuns(user: User | null): Promise<RunRow[]> {
	const reader = signedIn(user);
	const runs = await storedRuns(store());
	const queues = await queuesOfRuns(
		store(),
		runs.map((run) => run.id)
	);
	return runs.map((run) => rowOf(reader, run, queues));
}

export interface RunPage {
	run: RunRow;
	/** Of the results that are shown, in ingest order. */
	images: Pick<
		Image,
		'id' | 'name' | 'datetime' | 'frequencyMhz' | 'rmsMedian' | 'nMeasurements'
	>[];
	/** What people say of those of them that anything is said of. */
	marks: StandingMark[];
}

export async function runPage(user: User | null, runId: number): Promise<RunPage> {
	const reader = signedIn(user);
	const run = await findRun(store(), runId);
	if (!run) throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
	const [images, marks] = await Promise.all([
		findImages(store(), run.imageIds),
		standingMarks(store(), run.imageIds)
	]);
	return {
		run: rowOf(reader, run, await queuesOfRuns(store(), [run.id])),
		images: images.map(({ id, name, datetime, frequencyMhz, rmsMedian, nMeasurements }) => ({
			...{ id, name, datetime, frequencyMhz, rmsMedian, nMeasurements }
		})),
		marks: [...marks.values()]
	};
}

function rowOf(
	user: User,
	run: Run,
	queues: { id: string; name: string; runId: number }[]
): RunRow {
	const target = { ownerId: run.userId };
	const isProcessed = run.status === 'QUE' || run.status === 'RUN';
	const isRestored = run.status === 'RES';
	// A run that could not be deleted to its end can only be deleted again.
	const isDeleted = run.status === 'DEL';
	return {
		...run,
		allowed: {
			process: !isProcessed && !isRestored && !isDeleted && may(user, 'processRun', target),
			cancel: isProcessed && may(user, 'cancelRun', target),
			remove: !isProcessed && !isRestored && may(user, 'deleteRun', target)
		},
		queues: queues.filter((queue) => queue.runId === run.id).map(({ id, name }) => ({ id, name }))
	};
}
