import { announce } from '../../jobs/announce.ts';

/** Tells the pages that show scores, or how far they are. */
export async function announceScoring(runId: number): Promise<void> {
	for (const topic of ['scores', `run-${runId}`])
		await announce({ topic, kind: 'score', byId: null, byName: null });
}
