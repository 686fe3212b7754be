import { store } from '../../store/client.ts';
import { deleteGoodMetricsExcept } from '../../store/goodMetrics.ts';
import { badImagesOfRun } from '../../store/imageMarks.ts';
import { noteRework } from '../../store/reworks.ts';
import { findRun } from '../../store/runs.ts';
import { saveVariant } from '../../store/sourceColumnsVariant.ts';
import { announceRework } from './requestRework.ts';
import { reworkRun } from './reworkRun.ts';

class Stopped extends Error {}

/**
 * Does an attempt's work, writing down how far it is. False when it was cancelled, another attempt has taken its place, or
 * the run is gone: then what was there before stays.
 */
export async function reworkForRanking(job: { runId: number; attempt: string }): Promise<boolean> {
	const run = await findRun(store(), job.runId);
	if (!run || run.revision === 0) return false;
	const bad = await badImagesOfRun(store(), run.id);
	const stop = new AbortController();
	let noting = Promise.resolve();
	function onProgress(done: number): void {
		noting = noting.then(() => note(done)).catch((error: unknown) => stop.abort(error));
	}
	async function note(done: number): Promise<void> {
		const total = Math.max(done, run?.nSources ?? 0);
		if (!(await noteRework(store(), job, { done, total }))) stop.abort(new Stopped());
		await announceRework(job.runId);
	}
	try {
		if (bad.variant !== '') {
			await reworkRun(store(), run, bad, { signal: stop.signal, onProgress });
			await saveVariant(store(), { runId: run.id, revision: run.revision }, bad.variant);
		}
		await deleteGoodMetricsExcept(store(), run.id, { revision: run.revision, ...bad });
		await noting;
		stop.signal.throwIfAborted();
		return true;
	} catch (error) {
		if (error instanceof Stopped) return false;
		throw error;
	}
}
