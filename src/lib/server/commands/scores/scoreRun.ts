import type { Run } from '#schema/run.ts';
import { store } from '../../store/client.ts';
import { curvesToScore, type SourceToScore } from '../../store/curvesToScore.ts';
import { deleteOtherScores } from '../../store/eseScores.ts';
import { withLock } from '../../store/locks.ts';
import { findRun, keptRevisions } from '../../store/runs.ts';
import { deleteOtherScoreColumns } from '../../store/scoreColumns.ts';
import { noteScoring, showScores } from '../../store/scorings.ts';
import { announceScoring } from './announceScoring.ts';
import { runSetting, type RunSetting } from './scoreSetting.ts';
import { scoreSources, type ScoreBatch } from './scoreSources.ts';
import { layingOut, tallyScores } from './tallyScores.ts';

export interface ScoreJob {
	runId: number;
	attempt: string;
}

export interface ScoreOptions {
	scoreBatch: ScoreBatch;
	/** Batches at a time. */
	atOnce: number;
}

/** A second or so of work: what is cancelled stops within it. */
const BATCH_SOURCES = 100;
const BATCH_EPOCHS = 10_000;
/** Progress is told no more often, ms. */
const TELL_EVERY = 1000;

class Stopped extends Error {}

/**
 * Scores the sources of a run's present revision, without its bad images and what was retracted, and shows the scores once they are
 * whole. A light curve that was scored before keeps its score. False when it was cancelled, another attempt has taken its place, or
 * the run is gone: then what was shown before stays.
 */
export async function scoreRun(job: ScoreJob, options: ScoreOptions): Promise<boolean> {
	const run = await findRun(store(), job.runId);
	if (!run || run.revision === 0) return false;
	try {
		const scorer = new Scorer(run, job, await runSetting(run));
		await scorer.work(options);
		return await scorer.show();
	} catch (error) {
		if (error instanceof Stopped) return false;
		throw error;
	}
}

/** One attempt at one run. */
class Scorer {
	readonly #run: Run;
	readonly #job: ScoreJob;
	readonly #by: RunSetting;
	readonly #stop = new AbortController();
	#done = 0;
	#copied = 0;
	#toldAt = 0;
	#scoredAtTelling = 0;

	constructor(run: Run, job: ScoreJob, by: RunSetting) {
		this.#run = run;
		this.#job = job;
		this.#by = by;
	}

	async work(options: ScoreOptions): Promise<void> {
		const { revision, basis } = this.#by.edition;
		await this.#tell({ revision, basis });
		const under = new Set<Promise<void>>();
		for await (const batch of this.#batches()) {
			const work = this.#scoreAll(batch, options)
				// The first reason counts; threads end with it.
				.catch((error: unknown) => this.#stop.abort(error))
				.finally(() => under.delete(work));
			under.add(work);
			if (under.size >= options.atOnce) await Promise.race(under);
			if (this.#stop.signal.aborted) break;
		}
		await Promise.all(under);
		this.#stop.signal.throwIfAborted();
	}

	show(): Promise<boolean> {
		const { edition } = this.#by;
		return withLock(store(), layingOut(edition.runId), async () => {
			const shown = await tallyScores(edition);
			await this.#tell({ done: this.#done, total: this.#done });
			if (!(await showScores(store(), this.#job, shown))) return false;
			const kept = await keptRevisions(store(), edition.runId);
			await deleteOtherScores(store(), edition, kept);
			await deleteOtherScoreColumns(store(), edition, kept);
			return true;
		});
	}

	async *#batches(): AsyncGenerator<SourceToScore[]> {
		const { runId, revision } = this.#by.edition;
		let batch: SourceToScore[] = [];
		let epochs = 0;
		for await (const source of curvesToScore(store(), { runId, revision })) {
			batch.push(source);
			epochs += source.mjd.length;
			if (batch.length < BATCH_SOURCES && epochs < BATCH_EPOCHS) continue;
			yield batch;
			batch = [];
			epochs = 0;
		}
		if (batch.length > 0) yield batch;
	}

	async #scoreAll(sources: SourceToScore[], { scoreBatch }: ScoreOptions): Promise<void> {
		const { signal } = this.#stop;
		const { copied } = await scoreSources(sources, this.#by, { scoreBatch, signal });
		this.#done += sources.length;
		this.#copied += copied;
		if (Date.now() - this.#toldAt >= TELL_EVERY) await this.#tell({});
	}

	/** Writes down how far it is, or stops. */
	async #tell(more: { revision?: number; basis?: string; done?: number; total?: number }) {
		const now = Date.now();
		const scored = this.#done - this.#copied;
		const perSecond =
			this.#toldAt === 0 ? 0 : (1000 * (scored - this.#scoredAtTelling)) / (now - this.#toldAt);
		this.#toldAt = now;
		this.#scoredAtTelling = scored;
		const progress = {
			state: 'working' as const,
			done: this.#done,
			total: Math.max(this.#done, this.#run.nSources),
			copied: this.#copied,
			perSecond: Math.max(0, perSecond)
		};
		if (!(await noteScoring(store(), this.#job, { ...progress, ...more }))) throw new Stopped();
		await announceScoring(this.#job.runId);
	}
}
