import { requestArrowSchema } from '#schema/runAction.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { parse } from '../parse.ts';
import { runToChange } from './runToChange.ts';
import { refuseIfThere, refuseUnlessCompleted } from './writeArrow.ts';

/** Has a worker write a run's Arrow files; what becomes of it is in the run's log of that. The same request twice is one. */
export async function requestArrow({ user }: CommandContext, input: unknown): Promise<void> {
	const { commandId: attempt, runId, overwrite } = parse(requestArrowSchema, input);
	const run = await runToChange(runId);
	mayOrRefuse(user, 'processRun', { ownerId: run.userId });
	refuseUnlessCompleted(run);
	if (!overwrite) await refuseIfThere(run);
	await enqueue({ kind: 'writeArrow', runId, attempt, overwrite, byId: user.id });
	await audit(user, { action: 'requestArrow', target: `run ${runId}`, after: { overwrite } });
}
