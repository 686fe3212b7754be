import { runHistory } from '#server/queries/auditTrail.ts';
import { knownRun } from '#server/queries/runs.ts';
import type { RequestHandler } from './$types';

/** What was done to the run, by whom, the latest first. */
export const GET: RequestHandler = ({ locals, params }) =>
	locals.outcomes.answer(async (user) => {
		const { id } = await knownRun(Number(params.id));
		return runHistory(user, id);
	});
