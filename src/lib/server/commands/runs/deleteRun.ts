import { Failure } from '#schema/failure.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { clearRun, type ClearedRun } from './clearRun.ts';
import { restoreRun } from './restoreRun.ts';
import { runToChange } from './runToChange.ts';
import type { Run } from '#schema/run.ts';
import { deleteRunSchema, namedRunSchema } from '#schema/runAction.ts';

/** Deletes a run for somebody who has typed its name. */
export async function deleteRun(context: CommandContext, input: unknown): Promise<ClearedRun> {
	const { runId, confirm, files } = parse(deleteRunSchema, input);
	await refuseUnlessNamed(context, { runId, confirm, action: 'deleteRun' });
	return clearRun(context, { runId, files });
}

/** Takes a run back one step, and with it the sources of the images that go, for somebody who has typed its name. */
export async function restoreNamedRun(context: CommandContext, input: unknown): Promise<Run> {
	const { runId, confirm } = parse(namedRunSchema, input);
	await refuseUnlessNamed(context, { runId, confirm, action: 'processRun' });
	return restoreRun(context, { runId });
}

async function refuseUnlessNamed(
	{ user }: CommandContext,
	{ runId, confirm, action }: { runId: number; confirm: string; action: 'deleteRun' | 'processRun' }
): Promise<void> {
	const run = await runToChange(runId);
	mayOrRefuse(user, action, { ownerId: run.userId });
	if (confirm === run.name) return;
	throw new Failure('Invalid', `Type the name of the run, ${run.name}, to confirm.`, 'confirm');
}
