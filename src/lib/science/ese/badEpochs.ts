import type { Epochs } from './epochs.ts';
import { whiteSums } from './whiteSums.ts';

/** Consecutive epochs of one band whose flux scale was off together: [from, to). */
export interface BadRun {
	from: number;
	to: number;
}

/** Bad weather or a bad calibrator spoils a few images in a row. */
export const LONGEST_RUN = 4;
const MOST_RUNS = 3;

/** The runs of epochs most out of line, one after the other, each found in what the ones before it leave. */
export function worstRuns(epochs: Epochs): BadRun[] {
	const { weight, total } = whiteSums(epochs);
	const flux = epochs.excess.slice();
	const runs: BadRun[] = [];
	const isTaken = new Uint8Array(epochs.n);
	while (runs.length < MOST_RUNS) {
		let best: (BadRun & { deltaChi2: number; level: number }) | null = null;
		epochs.bands.forEach((band, index) => {
			const level = meanOf(flux, weight, band);
			for (let from = band.from; from < band.to; from += 1) {
				let match = 0;
				let weights = 0;
				// At least as many epochs have to be good as are bad.
				const end = Math.min(band.to, from + LONGEST_RUN, from + (band.to - band.from) / 3 + 1);
				for (let i = from; i < end && !isTaken[i]; i += 1) {
					match += weight[i] * (flux[i] - level);
					weights += weight[i];
					const gain = weights - weights ** 2 / total[index];
					const deltaChi2 = gain > 0 ? match ** 2 / gain : 0;
					if (deltaChi2 > (best?.deltaChi2 ?? 0)) best = { from, to: i + 1, deltaChi2, level };
				}
			}
		});
		// TypeScript does not see assignments made in a callback.
		const found = best as (BadRun & { level: number }) | null;
		if (found === null) break;
		runs.push({ from: found.from, to: found.to });
		isTaken.fill(1, found.from, found.to);
		flux.fill(found.level, found.from, found.to);
	}
	return runs;
}

function meanOf(flux: Float64Array, weight: Float64Array, { from, to }: BadRun): number {
	let sum = 0;
	let weights = 0;
	for (let i = from; i < to; i += 1) {
		sum += weight[i] * flux[i];
		weights += weight[i];
	}
	return sum / weights;
}
