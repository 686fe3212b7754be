import type { JobKind } from '#schema/job.ts';
import { collection, type Store } from './client.ts';
import { derivedId } from './ids.ts';
import { instant, list, number, shape, text, type CollectionPlan } from './plan.ts';

/** Failures of jobs of one kind with one cause on one day (UTC). Redis keeps the last thousand jobs, and none that was tried again. */
export interface JobFailures {
	kind: JobKind;
	/** Midnight, UTC. */
	day: Date;
	/** The message without what differs from file to file. */
	cause: string;
	latest: string;
	/** For good. */
	failed: number;
	/** To be tried again. */
	retried: number;
	firstAt: Date;
	lastAt: Date;
	/** The latest few runs that met it. */
	runIds: number[];
}

type FailuresDoc = JobFailures & { _id: string };

const KEPT_DAYS = 90;
const MOST_RUNS = 10;
const DAY_MS = 86_400_000;

export const jobFailuresPlan: CollectionPlan = {
	name: 'jobFailures',
	validator: shape({
		_id: text,
		kind: text,
		day: instant,
		cause: text,
		latest: text,
		failed: number,
		retried: number,
		firstAt: instant,
		lastAt: instant,
		runIds: list
	}),
	indexes: [
		// Forgotten after a season.
		{ key: { day: 1 }, expireAfterSeconds: KEPT_DAYS * 86_400 },
		// What failed lately.
		{ key: { lastAt: 1 } }
	]
};

const failures = (store: Store) => collection<FailuresDoc>(store, 'jobFailures');

export async function noteJobFailure(
	store: Store,
	failure: Pick<JobFailures, 'kind' | 'cause' | 'latest'> & {
		at: Date;
		runId: number | null;
		forGood: boolean;
	}
): Promise<void> {
	const { kind, cause, latest, at, runId, forGood } = failure;
	const day = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
	const seen = { $setUnion: [{ $ifNull: ['$runIds', []] }, runId === null ? [] : [runId]] };
	await failures(store).updateOne(
		{ _id: derivedId(kind, day.toISOString(), cause) },
		[
			{
				$set: {
					kind,
					day,
					cause: { $literal: cause },
					latest: { $literal: latest },
					failed: { $add: [{ $ifNull: ['$failed', 0] }, forGood ? 1 : 0] },
					retried: { $add: [{ $ifNull: ['$retried', 0] }, forGood ? 0 : 1] },
					// Two that fail at once may be noted the later one first.
					firstAt: { $min: ['$firstAt', at] },
					lastAt: { $max: ['$lastAt', at] },
					// Ids ascend, and later runs matter more.
					runIds: { $slice: [seen, -MOST_RUNS] }
				}
			}
		],
		{ upsert: true }
	);
}

/** Since then, the latest first. */
export async function jobFailuresSince(store: Store, since: Date): Promise<JobFailures[]> {
	return failures(store)
		.find({ lastAt: { $gte: since } }, { projection: { _id: 0 } })
		.sort({ lastAt: -1 })
		.limit(500)
		.toArray();
}
