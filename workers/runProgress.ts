import type { JobOf } from '#schema/job.ts';
import type { RunProgress, RunStage } from '#schema/run.ts';
import { announce } from '#server/jobs/announce.ts';
import { log } from '#server/log.ts';
import { store } from '#server/store/client.ts';
import { saveProgress } from '#server/store/runAttempts.ts';

/** Four a second: what an eye can follow. */
const EVERY_MS = 250;

interface Stage {
	key: string;
	startedMs: number;
	startedAt: number;
	savedMs: number;
}

/** The stage each run is in, over the jobs of this process: the rate is that of the whole stage. */
const stages = new Map<number, Stage>();

/** Tells pages and the command line how far a stage is. `stop` is called when nobody wants the attempt any more. */
export function runProgress(
	job: JobOf<'ingestImage' | 'associate' | 'publish'>,
	stage: RunStage,
	stop: () => void
): { report: (done: number, total: number) => void; settled: () => Promise<void> } {
	let saving = Promise.resolve();
	function report(done: number, total: number): void {
		const now = Date.now();
		const current = stageOf(job.runId, `${job.attempt} ${stage}`, { now, done });
		if (done < total && now - current.savedMs < EVERY_MS) return;
		current.savedMs = now;
		const progress = measured(current, { stage, done, total, now });
		saving = saving.then(() => save(job.runId, job.attempt, progress, stop));
	}
	return { report, settled: () => saving };
}

function stageOf(runId: number, key: string, { now, done }: { now: number; done: number }): Stage {
	const known = stages.get(runId);
	if (known?.key === key) return known;
	const stage = { key, startedMs: now, startedAt: done, savedMs: 0 };
	stages.set(runId, stage);
	return stage;
}

function measured(
	{ startedMs, startedAt }: Stage,
	{ stage, done, total, now }: Pick<RunProgress, 'stage' | 'done' | 'total'> & { now: number }
): RunProgress {
	const seconds = (now - startedMs) / 1000;
	const rate = seconds > 0.2 && done > startedAt ? (done - startedAt) / seconds : null;
	return {
		stage,
		done,
		total,
		ratePerSecond: rate,
		secondsLeft: rate ? (total - done) / rate : null,
		at: new Date(now)
	};
}

async function save(
	runId: number,
	attempt: string,
	progress: RunProgress,
	stop: () => void
): Promise<void> {
	try {
		if (!(await saveProgress(store(), runId, attempt, progress))) stop();
		const { stage, done, total, ratePerSecond, secondsLeft } = progress;
		const detail = { runId, stage, done, total, ratePerSecond, secondsLeft };
		for (const topic of [`run-${runId}`, 'runs'])
			await announce({ topic, kind: 'progress', byId: null, byName: null, detail });
	} catch (error) {
		log.warn('progress was not saved', { runId, error });
	}
}
