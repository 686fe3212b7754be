import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { store } from '../../store/client.ts';
import { findRun } from '../../store/runs.ts';

export async function runToChange(runId: number): Promise<Run> {
	const run = await findRun(store(), runId);
	if (run) return run;
	throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
}
