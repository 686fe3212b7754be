import type { Arrivals, Latencies, LatencyRow } from '#schema/status.ts';
import { store } from '../store/client.ts';
import { countArrivals, countUnnoted, latestArrival } from '../store/imageArrivals.ts';
import { latencies as epochLatencies } from '../store/inboxEpochs.ts';
import { runLatencies } from '../store/runLatencies.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURS = 24;
const DAYS = 30;
const SHOWN = 10;

/** Images read in, hour by hour and day by day; hours and days without any are there too. */
export async function arrivals(now: Date): Promise<Arrivals> {
	const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
	const day = Math.floor(now.getTime() / DAY_MS) * DAY_MS - (DAYS - 1) * DAY_MS;
	const [hours, days, latest, before] = await Promise.all([
		countArrivals(store(), new Date(hour), 'hour'),
		countArrivals(store(), new Date(day), 'day'),
		latestArrival(store()),
		countUnnoted(store())
	]);
	return {
		hours: spans(hours, { from: hour, step: HOUR_MS, count: HOURS }),
		days: spans(days, { from: day, step: DAY_MS, count: DAYS }),
		latest,
		before
	};
}

function spans(
	counted: Arrivals['hours'],
	{ from, step, count }: { from: number; step: number; count: number }
): Arrivals['hours'] {
	const images = new Map(counted.map((span) => [span.from.getTime(), span.images]));
	return Array.from({ length: count }, (_, place) => {
		const start = from + place * step;
		return { from: new Date(start), images: images.get(start) ?? 0 };
	});
}

/** From a file’s arrival in an inbox to its candidates; where no inbox is used, from the start of a run. */
export async function latencies(now: Date): Promise<Latencies> {
	const since = new Date(now.getTime() - 7 * DAY_MS);
	const fromFiles = await latenciesOfEpochs(since);
	if (fromFiles.length > 0) return summary('file', since, fromFiles);
	return summary('start', since, await latenciesOfRuns(since));
}

async function latenciesOfEpochs(since: Date): Promise<LatencyRow[]> {
	const epochs = await epochLatencies(store(), since);
	return epochs.flatMap(({ name, runId, arrivedAt, queuedAt }) =>
		queuedAt
			? [{ name, runId, from: arrivedAt, seconds: secondsFrom(arrivedAt, queuedAt), images: 1 }]
			: []
	);
}

async function latenciesOfRuns(since: Date): Promise<LatencyRow[]> {
	const runs = await runLatencies(store(), since);
	return runs.map(({ name, runId, nImages, queuedAt, rankedAt }) => ({
		...{ name, runId, from: queuedAt, images: nImages },
		seconds: secondsFrom(queuedAt, rankedAt)
	}));
}

function secondsFrom(start: Date, end: Date): number {
	return (end.getTime() - start.getTime()) / 1000;
}

function summary(from: Latencies['from'], since: Date, rows: LatencyRow[]): Latencies {
	const sorted = rows.map(({ seconds }) => seconds).sort((a, b) => a - b);
	const at = (share: number) =>
		sorted.at(Math.min(sorted.length - 1, Math.floor(share * sorted.length))) ?? null;
	return {
		...{ from, since, count: rows.length },
		medianSeconds: at(0.5),
		p95Seconds: at(0.95),
		latest: rows.slice(0, SHOWN)
	};
}
