import type { Scoring } from '#schema/eseScore.ts';
import { Failure } from '#schema/failure.ts';
import type { JobKind } from '#schema/job.ts';
import type { Run } from '#schema/run.ts';
import { cancelRun } from '#server/commands/runs/cancelRun.ts';
import { workerAlive } from '#server/jobs/heartbeat.ts';
import { inTransaction, store } from '#server/store/client.ts';
import { findAttempt } from '#server/store/runAttempts.ts';
import { findRun } from '#server/store/runs.ts';
import { cancelScoring, findScoring } from '#server/store/scorings.ts';
import { startWorking } from '../startWorking.ts';
import type { Output } from './output.ts';

const LOOK_EVERY_MS = 40;
/** A worker that has just been killed is still believed in for its heartbeat's lifetime. */
const LOOK_FOR_WORKER_MS = 2000;
/** After the run has ended its candidates are ranked; results that nobody ranks are results all the same. */
const PATIENCE_FOR_RANKING_MS = 60_000;

/** Jobs that take long and are not of a run: whoever waits for a run does not wait for them. */
const OTHERS: readonly JobKind[] = ['importCatalogue'];

/**
 * Waits until a queued run and its ranking have ended, and its scoring when `scores` is set. Without a worker, this process does
 * the work; what it does not wait for stays queued for the next worker.
 */
export async function untilEnded(
	runId: number,
	output: Output,
	{ scores }: { scores: boolean }
): Promise<Run> {
	const own = new OwnWorker(runId, output, { scores });
	try {
		await own.startIfAlone();
		const ended = await watch(runId, output, () => own.startIfAlone());
		if (ended.status === 'END') await untilRanked(ended);
		if (ended.status === 'END' && scores) await untilScored(ended, output);
		return ended;
	} finally {
		await own.stop();
	}
}

class OwnWorker {
	#working: { stop: () => Promise<void> } | null = null;
	readonly #runId: number;
	readonly #output: Output;
	readonly #left: readonly JobKind[];

	constructor(runId: number, output: Output, { scores }: { scores: boolean }) {
		this.#runId = runId;
		this.#output = output;
		this.#left = scores ? OTHERS : [...OTHERS, 'score'];
	}

	async startIfAlone(): Promise<void> {
		if (this.#working || (await workerAlive())) return;
		this.#output.say('No worker is running: working in this process.');
		this.#working = startWorking({ without: this.#left });
		process.once('SIGINT', this.#cancel);
	}

	async stop(): Promise<void> {
		process.removeListener('SIGINT', this.#cancel);
		await this.#working?.stop();
	}

	readonly #cancel = () => {
		this.#output.say('Cancelling…');
		void cancelWork(this.#runId).catch((error: unknown) => this.#output.say(String(error)));
	};
}

/** The run while it is processed; then what is left to do of it, its scoring. */
async function cancelWork(runId: number): Promise<void> {
	const run = await findRun(store(), runId);
	if (run?.status === 'QUE' || run?.status === 'RUN') await cancelRun({ user: null }, { runId });
	else await inTransaction(store(), (transaction) => cancelScoring(store(), runId, transaction));
}

async function watch(
	runId: number,
	output: Output,
	lookForWorker: () => Promise<void>
): Promise<Run> {
	let lookedAt = Date.now();
	for (;;) {
		const run = await findRun(store(), runId);
		if (!run) throw new Failure('NotFound', 'The run was deleted while it was processed.');
		if (run.status !== 'QUE' && run.status !== 'RUN') return run;
		if (run.progress) output.progress(run.progress);
		if (Date.now() - lookedAt > LOOK_FOR_WORKER_MS) {
			await lookForWorker();
			lookedAt = Date.now();
		}
		await pause();
	}
}

async function untilRanked({ id, revision }: Run): Promise<void> {
	const deadline = Date.now() + PATIENCE_FOR_RANKING_MS;
	while (Date.now() < deadline) {
		const attempt = await findAttempt(store(), id);
		// What is shown may be older than the last attempt, which then has nothing to rank.
		if (attempt?.revision !== revision || attempt.rankedAt) return;
		await pause();
	}
}

/** Scores follow the ranking, and are the run's own matter: whatever becomes of them, the run has completed. */
async function untilScored({ id, revision }: Run, output: Output): Promise<void> {
	while (await findRun(store(), id)) {
		const scoring = await findScoring(store(), id);
		const isOwn = scoring !== null && scoring.revision >= revision;
		if (isOwn && SCORED.has(scoring.state)) return sayScored(scoring, output);
		if (isOwn) output.progress(progressOf(scoring));
		await pause();
	}
}

const SCORED: ReadonlySet<Scoring['state']> = new Set(['done', 'failed', 'cancelled']);

function progressOf({ done, total, perSecond }: Scoring): Parameters<Output['progress']>[0] {
	const secondsLeft = perSecond > 0 ? (total - done) / perSecond : null;
	return { stage: 'score', done, total, ratePerSecond: perSecond, secondsLeft };
}

function sayScored({ state, total, error }: Scoring, output: Output): void {
	if (state === 'done') output.say(`${total} light curves are scored.`);
	else if (state === 'cancelled') output.say('Scoring was stopped; earlier scores stay.');
	else output.say(`The light curves could not be scored: ${error}`);
}

function pause(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
