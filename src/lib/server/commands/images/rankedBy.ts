import type { Run } from '#schema/run.ts';
import type { Store } from '../../store/client.ts';
import { goodMetricsOfRun, type GoodMetrics } from '../../store/goodMetrics.ts';
import { readyVariant } from '../../store/reworks.ts';
import { sourcesToRank, type RankedBy } from '../../store/sources.ts';

/** A source with the numbers it is ranked by, and how many of its measurements they leave out as lying in bad images. */
export type RankedSource = RankedBy & { nLeftOut: number };

/** The sources of a run, with their numbers without bad images where those are worked out. */
export async function sourcesRankedBy(store: Store, run: Run): Promise<RankedSource[]> {
	const generation = { runId: run.id, revision: run.revision };
	const sources = await sourcesToRank(store, generation);
	const variant = await readyVariant(store, generation);
	const good = variant
		? await goodMetricsOfRun(store, { ...generation, variant })
		: new Map<number, GoodMetrics>();
	return sources.map((source) => {
		const own = good.get(source.id);
		if (!own) return { ...source, nLeftOut: 0 };
		return { ...source, ...own.metrics, bands: own.bands, nLeftOut: own.nLeftOut };
	});
}
