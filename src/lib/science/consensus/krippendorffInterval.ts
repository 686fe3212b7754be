import { Random } from '../stats/random.ts';
import {
	METRICS,
	coincidences,
	coincidenceTable,
	krippendorffAlpha,
	type Coincidences,
	type Metric
} from './krippendorff.ts';
import { NO_OVERLAP, ONE_CLASS, undefinedBecause, type Statistic } from './statistic.ts';

export interface Interval {
	/** Bounds that hold the value with this probability. */
	level: number;
	low: number;
	high: number;
	/** Resamples in which the value was defined, and those drawn. */
	resamples: number;
	drawn: number;
}

export interface AlphaDetails {
	/** Items with at least two votes. */
	items: number;
	/** null where too few resamples had variation. */
	interval: Interval | null;
}

export interface BootstrapOptions {
	seed: number | string;
	resamples: number;
}

const LEVEL = 0.95;

/** α in every metric that the classes allow, with the percentile interval of a bootstrap over items (spec/vetting.md §4.1). */
export function krippendorff(
	counts: ArrayLike<number>,
	order: { size: number; ordered: boolean; values: readonly number[] | null },
	{ seed, resamples }: BootstrapOptions
): Record<Metric, Statistic<AlphaDetails>> {
	const units = coincidences(counts, order.size);
	const table = coincidenceTable(units);
	const usable = METRICS.filter((metric) => obstacle(metric, order) === null);
	const draws = bootstrap(units, { metrics: usable, values: order.values, seed, resamples });
	const items = units.start.length - 1;
	const statistic = (metric: Metric): Statistic<AlphaDetails> => {
		const reason = obstacle(metric, order);
		if (reason !== null) return undefinedBecause(reason);
		if (items === 0) return undefinedBecause(NO_OVERLAP);
		const value = krippendorffAlpha(table, metric, order.values);
		if (value === null) return undefinedBecause(ONE_CLASS);
		return { value, items, interval: percentileInterval(draws.get(metric) ?? [], resamples) };
	};
	return {
		nominal: statistic('nominal'),
		ordinal: statistic('ordinal'),
		interval: statistic('interval'),
		ratio: statistic('ratio')
	};
}

/** Why a metric means nothing for these classes; null when it does. */
function obstacle(
	metric: Metric,
	{ ordered, values }: { ordered: boolean; values: readonly number[] | null }
): string | null {
	if (metric === 'nominal') return null;
	if (metric === 'ordinal') return ordered ? null : 'Undefined: the classes have no order.';
	if (values === null) return 'Undefined: the classes are not numbers.';
	if (metric === 'ratio' && values.some((value) => value < 0))
		return 'Undefined: a ratio scale has no negative numbers.';
	return null;
}

/** α of every metric in each resample of the units; the same resamples serve all metrics. */
function bootstrap(
	units: Coincidences,
	options: BootstrapOptions & { metrics: readonly Metric[]; values: readonly number[] | null }
): Map<Metric, number[]> {
	const random = new Random(options.seed);
	const alphas = new Map(options.metrics.map((metric): [Metric, number[]] => [metric, []]));
	const count = units.start.length - 1;
	if (count < 2) return alphas;
	const times = new Int32Array(count);
	for (let resample = 0; resample < options.resamples; resample++) {
		times.fill(0);
		for (let draw = 0; draw < count; draw++) times[random.integer(count)] += 1;
		const table = coincidenceTable(units, times);
		for (const [metric, values] of alphas) {
			const alpha = krippendorffAlpha(table, metric, options.values);
			if (alpha !== null) values.push(alpha);
		}
	}
	return alphas;
}

/** Half of the resamples without variation leave too little to speak of an interval. */
export function percentileInterval(values: readonly number[], drawn: number): Interval | null {
	if (values.length === 0 || values.length < drawn / 2) return null;
	const sorted = Float64Array.from(values).sort();
	const tail = (1 - LEVEL) / 2;
	return {
		level: LEVEL,
		low: quantile(sorted, tail),
		high: quantile(sorted, 1 - tail),
		resamples: values.length,
		drawn
	};
}

/** Linear between the sorted values, as numpy does by default. */
function quantile(sorted: Float64Array, part: number): number {
	const place = part * (sorted.length - 1);
	const below = Math.floor(place);
	const above = Math.ceil(place);
	return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
