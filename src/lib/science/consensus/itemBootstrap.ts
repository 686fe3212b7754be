import { Random } from '../stats/random.ts';
import {
	percentileInterval,
	type BootstrapOptions,
	type Interval
} from './krippendorffInterval.ts';

/**
 * The percentile interval of a statistic on votes by item, by drawing items with replacement (spec/vetting.md §4.1).
 * @param counts Votes on each class, item after item, `size` numbers each
 * @param statistic null where it is undefined
 */
export function itemBootstrap(
	{ counts, size }: { counts: Float64Array; size: number },
	statistic: (counts: Float64Array) => number | null,
	{ seed, resamples }: BootstrapOptions
): Interval | null {
	const items = counts.length / size;
	if (items < 2) return null;
	const random = new Random(seed);
	const drawn = new Float64Array(counts.length);
	const values: number[] = [];
	for (let resample = 0; resample < resamples; resample++) {
		for (let item = 0; item < items; item++) {
			const from = random.integer(items) * size;
			for (let k = 0; k < size; k++) drawn[item * size + k] = counts[from + k];
		}
		const value = statistic(drawn);
		if (value !== null) values.push(value);
	}
	return percentileInterval(values, resamples);
}
