import { Failure } from '#schema/failure.ts';
import type { Run } from '#schema/run.ts';
import { store } from '../../store/client.ts';
import { findRun, findRunDoc, type RunDoc } from '../../store/runs.ts';

export async function runToChange(runId: number): Promise<Run> {
	return (await findRun(store(), runId)) ?? refuseUnknown(runId);
}

export async function runDocToChange(runId: number): Promise<RunDoc> {
	return (await findRunDoc(store(), runId)) ?? refuseUnknown(runId);
}

function refuseUnknown(runId: number): never {
	throw new Failure('NotFound', `There is no run ${runId}.`, 'runId');
}
