import type { User } from '#schema/user.ts';
import { announce } from '../../jobs/announce.ts';

/** The inbox page, the status page and the run's own load again. */
export async function announceInbox(user: User | null, runId: number): Promise<void> {
	const by = { byId: user?.id ?? null, byName: user?.displayName ?? null };
	for (const topic of ['inbox', `run-${runId}`])
		await announce({ topic, kind: 'inbox', ...by, detail: { runId } });
}
