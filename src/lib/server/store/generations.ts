import { listCompletedRuns } from './runs.ts';
import type { Generation } from './sources.ts';
import type { Store } from './client.ts';

/** The sources that are shown: of every run that ever completed its present revision, the latest run first. */
export async function shownGenerations(
	store: Store
): Promise<(Generation & { runName: string })[]> {
	const runs = await listCompletedRuns(store);
	return runs.map(({ id, revision, name }) => ({ runId: id, revision, runName: name }));
}
