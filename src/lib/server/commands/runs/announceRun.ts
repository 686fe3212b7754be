import type { RunStatus } from '#schema/run.ts';
import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';

/** Tells the run's page and the list of runs that a command has changed its state. */
export async function announceRun(
	user: User | null,
	runId: number,
	status: RunStatus
): Promise<void> {
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	const detail = { runId, status };
	for (const topic of [`run-${runId}`, 'runs'])
		await announce({ topic, kind: 'status', ...by, detail });
}
