import { DEFAULT_PAIR_MIN_ABS_VS } from '#schema/pipelineConfig.ts';
import type { Store } from './client.ts';
import { findRunDoc } from './runs.ts';

export interface PairSettings {
	/** Whether pairs of epochs were looked at. */
	pairMetrics: boolean;
	pairMinAbsVs: number;
}

/** As the run's own numbers were made; by the defaults where the run is of a version that did not note how. */
export async function pairSettings(store: Store, runId: number): Promise<PairSettings> {
	const variability = (await findRunDoc(store, runId))?.basis?.config.variability;
	return {
		pairMetrics: variability?.pair_metrics ?? true,
		pairMinAbsVs: variability?.source_aggregate_pair_metrics_min_abs_vs ?? DEFAULT_PAIR_MIN_ABS_VS
	};
}
