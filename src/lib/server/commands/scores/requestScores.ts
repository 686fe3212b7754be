import { scoreRunSchema } from '#schema/eseScore.ts';
import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { log } from '../../log.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { badImagesKey } from '../../store/imageMarks.ts';
import { shownGenerations } from '../../store/generations.ts';
import { findRun } from '../../store/runs.ts';
import { beginScoring, cancelScoring } from '../../store/scorings.ts';
import { sourcesOfObject } from '../../store/sourceReads.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';
import { announceScoring } from './announceScoring.ts';

/** Has a completed run's sources scored; what is unchanged since they were last keeps its score. */
export async function requestScores(runId: number): Promise<void> {
	const run = await findRun(store(), runId);
	if (!run || run.revision === 0) return;
	const attempt = newId();
	const { name: runName, revision } = run;
	const basis = await badImagesKey(store(), runId);
	const asked = { runId, runName, revision, version: SCORE_VERSION, basis };
	await beginScoring(store(), { ...asked, attempt });
	try {
		await enqueue({ kind: 'score', runId, attempt });
	} catch (error) {
		// The page of scores says that it waits, with a button that asks again.
		log.error('scores could not be asked for', { runId, error });
	}
	await announceScoring(runId);
}

/** Has an object scored anew in every run that shows it: something was decided of its epochs. All other scores stand. */
export async function requestScoresOfObject(objectId: string): Promise<void> {
	const shown = new Set(
		(await shownGenerations(store())).map(({ runId, revision }) => `${runId}/${revision}`)
	);
	const sources = await sourcesOfObject(store(), objectId);
	const own = sources.filter(({ runId, revision }) => shown.has(`${runId}/${revision}`));
	for (const runId of new Set(own.map((source) => source.runId))) {
		try {
			await enqueue({ kind: 'score', runId, attempt: newId(), objectIds: [objectId] });
		} catch (error) {
			// Its page says that its score is of before; the page of scores has a button.
			log.error('an object could not be scored anew', { runId, objectId, error });
		}
	}
}

/** Scores a run now: one of an earlier version, or after it was stopped or has failed. */
export async function startScoring(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, runId } = parse(scoreRunSchema, input);
	mayOrRefuse(context.user, 'scoreRun');
	await knownRun(runId);
	await once(context, { command: 'startScoring', commandId }, async (transaction) => {
		await audit(context.user, { action: 'startScoring', target: `run ${runId}` }, transaction);
		return null;
	});
	await requestScores(runId);
}

/** Stops it. The scores that are shown stay. */
export async function stopScoring(context: CommandContext, input: unknown): Promise<void> {
	const { commandId, runId } = parse(scoreRunSchema, input);
	mayOrRefuse(context.user, 'scoreRun');
	const run = await knownRun(runId);
	const stopped = await once(
		context,
		{ command: 'stopScoring', commandId },
		async (transaction) => {
			if (!(await cancelScoring(store(), runId, transaction)))
				throw new Failure('Conflict', `Nobody is scoring run ${run.name} any more.`);
			await audit(context.user, { action: 'stopScoring', target: `run ${runId}` }, transaction);
			return true;
		}
	);
	if (stopped) await announceScoring(runId);
}

async function knownRun(runId: number): Promise<Run> {
	const run = await findRun(store(), runId);
	if (run && run.revision > 0) return run;
	throw new Failure('NotFound', `There is no completed run ${runId}.`, 'runId');
}
