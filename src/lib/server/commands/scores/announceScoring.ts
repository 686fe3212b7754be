import { announce } from '../../jobs/announce.ts';

/** Tells the pages that show how far scoring is. */
export async function announceScoring(runId: number): Promise<void> {
	for (const topic of ['scores', `run-${runId}`])
		await announce({ topic, kind: 'score', byId: null, byName: null });
}

/** Tells those, and the page of every object that somebody has open: other scores are shown. */
export async function announceScores(runId: number): Promise<void> {
	const said = { kind: 'score' as const, byId: null, byName: null };
	await announce({ topic: 'scores', ...said, detail: { shown: runId } });
	await announce({ topic: `run-${runId}`, ...said });
}
