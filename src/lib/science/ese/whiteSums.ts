import type { Epochs } from './epochs.ts';

/** Weights and weighted residuals of a constant source. */
export interface WhiteSums {
	epochs: Epochs;
	weight: Float64Array;
	/** Weight × (flux − weighted mean). */
	residual: Float64Array;
	/** Σ weight of each band. */
	total: number[];
}

export function whiteSums(epochs: Epochs): WhiteSums {
	const weight = new Float64Array(epochs.n);
	for (let i = 0; i < epochs.n; i += 1) weight[i] = 1 / epochs.variance[i];
	const residual = new Float64Array(epochs.n);
	const total = epochs.bands.map(({ from, to }) => {
		let weights = 0;
		let sum = 0;
		for (let i = from; i < to; i += 1) {
			weights += weight[i];
			sum += weight[i] * epochs.excess[i];
		}
		for (let i = from; i < to; i += 1) {
			residual[i] = weight[i] * (epochs.excess[i] - sum / weights);
		}
		return weights;
	});
	return { epochs, weight, residual, total };
}
