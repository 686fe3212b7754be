import type { PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import type { Run } from '#schema/run.ts';
import { collection, withId, without, withoutId, type Store, type Stored } from './client.ts';
import { flag, instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** What one start of a run works on; a later start replaces it, and jobs of the earlier one then do nothing. */
export interface RunAttempt {
	id: string;
	queuedAt: Date;
	config: PipelineConfig;
	/** As it was read, written to config_prev.yaml when the run completes. */
	configText: string;
	inputs: ResolvedInputs;
	/** Ids of the images done so far, keyed by their place in the image list. */
	images: Record<string, number>;
	/** Set by the association, shown once the run is published. */
	results: RunResults | null;
	rankedAt: Date | null;
}

export interface RunResults {
	revision: number;
	/** In image list order. */
	imageIds: number[];
	nSources: number;
	nSelavyMeasurements: number;
	nNewSources: number;
}

export interface RunDoc extends Stored<Run> {
	attempt: RunAttempt | null;
	/** When the results that are shown were; a failed attempt after it changes nothing. */
	publishedAt: Date | null;
}

export const runsPlan: CollectionPlan = {
	name: 'runs',
	validator: shape({
		_id: number,
		name: text,
		description: text,
		path: text,
		userId: nullable(text),
		status: { enum: ['INI', 'QUE', 'RUN', 'END', 'ERR', 'RES', 'DEL', 'CAN'] },
		revision: number,
		imageIds: list,
		cancelRequested: flag,
		createdAt: instant
	}),
	indexes: [
		// The command line finds runs by name; two of one name would share a directory.
		{ key: { name: 1 }, unique: true },
		// Counting the runs under way.
		{ key: { status: 1 } }
	]
};

export const runs = (store: Store) => collection<RunDoc>(store, 'runs');

export async function insertRun(store: Store, run: Run): Promise<void> {
	await runs(store).insertOne({ ...withoutId(run), attempt: null, publishedAt: null });
}

export async function findRun(store: Store, id: number): Promise<Run | null> {
	const doc = await runs(store).findOne({ _id: id });
	return doc && runOf(doc);
}

export async function findRunByName(store: Store, name: string): Promise<Run | null> {
	const doc = await runs(store).findOne({ name });
	return doc && runOf(doc);
}

export async function listRuns(store: Store): Promise<Run[]> {
	const docs = await runs(store)
		.find({}, { projection: { attempt: 0 } })
		.sort({ _id: -1 })
		.toArray();
	return docs.map(runOf);
}

/** Runs whose sources may be shown, the latest first. */
export async function listCompletedRuns(store: Store): Promise<Run[]> {
	const docs = await runs(store)
		.find({ revision: { $gt: 0 } }, { projection: { attempt: 0 } })
		.sort({ publishedAt: -1, endedAt: -1, _id: -1 })
		.toArray();
	return docs.map(runOf);
}

/** Takes back a run whose directory could not be made. */
export async function deleteRun(store: Store, runId: number): Promise<void> {
	await runs(store).deleteOne({ _id: runId });
}

/** What pages may know of a run. */
export function runOf(doc: RunDoc): Run {
	return withId<Run>(without(doc, 'attempt', 'publishedAt'));
}
