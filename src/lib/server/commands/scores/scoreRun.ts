import type { EseScore, ShownScores } from '#schema/eseScore.ts';
import { LIKELY } from '#schema/eseScore.ts';
import type { Run } from '#schema/run.ts';
import { halphaAt } from '#science/ese/halpha.ts';
import { SCORE_VERSION, type CurveScore } from '#science/ese/scoreCurve.ts';
import { installedHalpha } from '../../files/halphaMap.ts';
import { store } from '../../store/client.ts';
import { curvesToScore, type SourceToScore } from '../../store/curvesToScore.ts';
import {
	deleteOtherScores,
	eseScoresOf,
	saveEseScores,
	scoresOfCurves
} from '../../store/eseScores.ts';
import { listImages } from '../../store/imageList.ts';
import { badImagesOfRun } from '../../store/imageMarks.ts';
import { findRun, keptRevisions } from '../../store/runs.ts';
import { deleteOtherScoreColumns, saveScoreColumn } from '../../store/scoreColumns.ts';
import { noteScoring, showScores } from '../../store/scorings.ts';
import { readColumn } from '../../store/sourceColumns.ts';
import { imageScalesOfRun } from '../../queries/imageScales.ts';
import { announceScoring } from './announceScoring.ts';
import { artefactsOfRun, type ArtefactOf } from './artefactsOfRun.ts';
import { curveOf, fingerprintOf, type CurveInput, type ScoreSetting } from './curveOf.ts';

export interface ScoreJob {
	runId: number;
	attempt: string;
}

export interface ScoreOptions {
	/** Scores light curves, in their order; where, is the caller's business. */
	scoreBatch: (curves: CurveInput[], signal: AbortSignal) => Promise<CurveScore[]>;
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
 * Scores the sources of a run's present revision, without its bad images, and shows the scores once they are whole. A light curve
 * that was scored before keeps its score. False when it was cancelled, another attempt has taken its place, or the run is gone: then
 * what was shown before stays.
 */
export async function scoreRun(job: ScoreJob, options: ScoreOptions): Promise<boolean> {
	const run = await findRun(store(), job.runId);
	if (!run || run.revision === 0) return false;
	try {
		const scorer = await Scorer.of(run, job);
		await scorer.work(options);
		return await scorer.show();
	} catch (error) {
		if (error instanceof Stopped) return false;
		throw error;
	}
}

interface Fresh {
	source: SourceToScore;
	curve: CurveInput;
	nLeftOut: number;
	fingerprint: string;
}

/** One attempt at one run. */
class Scorer {
	readonly #run: Run;
	readonly #job: ScoreJob;
	readonly #basis: string;
	readonly #setting: ScoreSetting;
	readonly #artefactOf: ArtefactOf;
	readonly #stop = new AbortController();
	#done = 0;
	#copied = 0;
	#toldAt = 0;
	#scoredAtTelling = 0;

	private constructor(
		run: Run,
		job: ScoreJob,
		parts: { basis: string; setting: ScoreSetting; artefactOf: ArtefactOf }
	) {
		this.#run = run;
		this.#job = job;
		this.#basis = parts.basis;
		this.#setting = parts.setting;
		this.#artefactOf = parts.artefactOf;
	}

	static async of(run: Run, job: ScoreJob): Promise<Scorer> {
		const generation = { runId: run.id, revision: run.revision };
		const bad = await badImagesOfRun(store(), run.id);
		const images = await listImages(
			store(),
			{ ids: run.imageIds },
			{ sort: 'datetime', order: 'asc' }
		);
		const { byImage: scales } = await imageScalesOfRun(store(), run, images);
		const leftOut = new Set(bad.imageIds);
		const map = await installedHalpha();
		const setting: ScoreSetting = {
			leftOut,
			scales,
			halphaAt: (ra, dec) => (map ? halphaAt(map, ra, dec) : NaN),
			halpha: map?.file ?? null
		};
		const artefactOf = await artefactsOfRun(store(), generation, { images, scales, leftOut });
		return new Scorer(run, job, { basis: bad.variant, setting, artefactOf });
	}

	async work(options: ScoreOptions): Promise<void> {
		await this.#tell({ revision: this.#run.revision, basis: this.#basis });
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

	async show(): Promise<boolean> {
		const { runId, revision, version, basis } = this.#edition();
		const ids = await readColumn(store(), { runId, revision }, { variant: '', column: 'sourceId' });
		const rowOf = new Map(Array.from(ids, (id, row) => [id, row]));
		const column = new Float64Array(ids.length).fill(NaN);
		const counts = { scored: 0, notEnough: 0, likely: 0 };
		for await (const { sourceId, eseScore } of eseScoresOf(store(), this.#edition())) {
			const row = rowOf.get(sourceId);
			if (row === undefined) continue;
			column[row] = eseScore;
			if (Number.isNaN(eseScore)) counts.notEnough++;
			else counts.scored++;
			if (eseScore >= LIKELY) counts.likely++;
		}
		await saveScoreColumn(store(), this.#edition(), column);
		await this.#tell({ done: this.#done, total: this.#done });
		const shown: ShownScores = { revision, version, basis, at: new Date(), ...counts };
		if (!(await showScores(store(), this.#job, shown))) return false;
		const kept = await keptRevisions(store(), runId);
		await deleteOtherScores(store(), this.#edition(), kept);
		await deleteOtherScoreColumns(store(), this.#edition(), kept);
		return true;
	}

	#edition() {
		const { id: runId, revision } = this.#run;
		return { runId, revision, version: SCORE_VERSION, basis: this.#basis };
	}

	async *#batches(): AsyncGenerator<SourceToScore[]> {
		const { id: runId, revision } = this.#run;
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
		const own = sources.map((source): Fresh => {
			const { curve, nLeftOut } = curveOf(source, this.#setting);
			return { source, curve, nLeftOut, fingerprint: fingerprintOf(curve, this.#setting) };
		});
		const known = await scoresOfCurves(
			store(),
			own.map(({ fingerprint }) => fingerprint)
		);
		const fresh = own.filter(({ fingerprint }) => !known.has(fingerprint));
		const scored = await this.#scored(fresh, scoreBatch);
		const scores = own.map((one) => {
			const score = known.get(one.fingerprint) ?? scored.get(one.source.sourceId);
			if (!score) throw new Error(`Source ${one.source.sourceId} came back without a score.`);
			return { ...this.#scoreOf(one, score), fingerprint: one.fingerprint };
		});
		await saveEseScores(store(), scores);
		this.#done += own.length;
		this.#copied += own.length - fresh.length;
		if (Date.now() - this.#toldAt >= TELL_EVERY) await this.#tell({});
	}

	/** By source. Most often there is nothing to do at all. */
	async #scored(
		fresh: Fresh[],
		scoreBatch: ScoreOptions['scoreBatch']
	): Promise<Map<number, CurveScore>> {
		if (fresh.length === 0) return new Map();
		const ids = fresh.map(({ source }) => source.sourceId);
		const scores = await scoreBatch(
			fresh.map(({ curve }) => curve),
			this.#stop.signal
		);
		return new Map(scores.map((score, i) => [ids[i], score]));
	}

	#scoreOf({ source, nLeftOut }: Fresh, score: CurveScore): EseScore {
		const { eseScore, bestAlternative, numbers } = score;
		return {
			...this.#edition(),
			sourceId: source.sourceId,
			...{ nLeftOut, eseScore, bestAlternative, numbers },
			artefact: this.#artefactOf(source, numbers.common_mode_share ?? NaN),
			halpha: this.#setting.halpha,
			at: new Date()
		};
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
