import { deleteRun } from '#server/commands/runs/deleteRun.ts';
import { runHead, runPage } from '#server/queries/runs.ts';
import { carriesOut } from '../../carriesOut.ts';
import type { RequestHandler } from './$types';

/** A run with its images and what is said of them. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer(async (user) => {
		const runId = Number(params.id);
		const [run, shown] = [await runHead(user, runId), await runPage(user, runId)];
		return { run, ...shown };
	});

/** Deletes a run, whose name is typed; sky objects with all that people said stay. */
export const DELETE = carriesOut(deleteRun);
