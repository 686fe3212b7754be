import { MISSED_BEATS, type OutsideJob } from '#schema/inboxOutsideJob.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** `lost` is never stored: it comes of the time since the last beat. */
interface OutsideJobDoc extends Stored<OutsideJob> {
	/** When it counts as lost unless it is heard of. */
	lostAt: Date;
}

const KEPT_SECONDS = 30 * 86_400;

export const outsideJobsPlan: CollectionPlan = {
	name: 'outsideJobs',
	validator: shape({
		_id: text,
		pipeline: text,
		name: text,
		stages: list,
		stage: text,
		state: text,
		heartbeatSeconds: number,
		heardAt: instant,
		startedAt: instant,
		endedAt: nullable(instant),
		lostAt: instant,
		ownerId: text
	}),
	indexes: [
		// The latest first, on the status page.
		{ key: { startedAt: -1, _id: -1 } },
		{ key: { heardAt: 1 }, expireAfterSeconds: KEPT_SECONDS }
	]
};

const jobs = (store: Store) => collection<OutsideJobDoc>(store, 'outsideJobs');

export async function insertOutsideJob(
	store: Store,
	job: OutsideJob,
	transaction: Transaction
): Promise<void> {
	await jobs(store).insertOne({ ...withoutId(job), lostAt: lostAt(job) }, { session: transaction });
}

export async function findOutsideJob(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<OutsideJob | null> {
	const doc = await jobs(store).findOne({ _id: id }, transaction ? { session: transaction } : {});
	return doc && jobOf(doc);
}

export async function putOutsideJob(
	store: Store,
	job: OutsideJob,
	transaction: Transaction
): Promise<void> {
	const doc = { ...withoutId(job), lostAt: lostAt(job) };
	await jobs(store).replaceOne({ _id: job.id }, doc, { session: transaction });
}

/** The latest first. One that has not been heard of for three beats is lost, whatever it said last. */
export async function listOutsideJobs(
	store: Store,
	{ since, limit }: { since: Date; limit: number }
): Promise<OutsideJob[]> {
	const docs = await jobs(store)
		.find({ $or: [{ startedAt: { $gte: since } }, { state: 'running' }] })
		.sort({ startedAt: -1, _id: -1 })
		.limit(limit)
		.toArray();
	return docs.map(jobOf);
}

function jobOf(doc: OutsideJobDoc): OutsideJob {
	const { lostAt: lost, ...stored } = doc;
	const job = withId<OutsideJob>(stored);
	return job.state === 'running' && lost < new Date() ? { ...job, state: 'lost' } : job;
}

function lostAt({ heardAt, heartbeatSeconds }: OutsideJob): Date {
	return new Date(heardAt.getTime() + MISSED_BEATS * heartbeatSeconds * 1000);
}
