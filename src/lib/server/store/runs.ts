import type { PipelineConfig, ResolvedInputs } from '#schema/pipelineConfig.ts';
import type { Run, RunMode } from '#schema/run.ts';
import { collection, withId, without, withoutId, type Store, type Stored } from './client.ts';
import { flag, instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** What results were made from. */
export interface RunBasis {
	config: PipelineConfig;
	/** As it was read, written to config_prev.yaml when the run completes. */
	configText: string;
	inputs: ResolvedInputs;
}

/** What one start of a run works on; a later start replaces it, and jobs of the earlier one then do nothing. */
export interface RunAttempt extends RunBasis {
	id: string;
	queuedAt: Date;
	/** null: the command line. */
	startedById: string | null;
	mode: RunMode;
	/** Generation of sources that it writes. One that was ever shown is not used again: objects remember it. */
	revision: number;
	/** Ids of the images done so far, keyed by their place in the image list. */
	images: Record<string, number>;
	/** Set by the association, shown once the run is published. */
	results: RunResults | null;
	/** Set before the first file takes its name, so that a publication broken off can be finished. */
	publication: Publication | null;
	rankedAt: Date | null;
}

export interface RunResults {
	revision: number;
	/** In image list order. */
	imageIds: number[];
	nSources: number;
	nSelavyMeasurements: number;
	nForcedMeasurements: number;
	nNewSources: number;
	/** Of the program that computed them. */
	softwareVersion: string;
}

/** Parquet and Arrow files in a run's directory, by name. */
export interface Publication {
	written: string[];
	/** What stood there before. */
	replaced: KeptFile[];
}

export interface KeptFile {
	name: string;
	bytes: number;
}

/** The state before images were added, for one step back. Its sources stay in the database, its files as *.bak. */
export interface PreviousResults extends RunResults {
	epochBased: boolean;
	basis: RunBasis;
	endedAt: Date;
	publishedAt: Date;
	files: KeptFile[];
}

/** A restore under way; one that was broken off is taken up from here. */
export interface Restore {
	/** To go back to when the restore turns out to be impossible. */
	statusBefore: Run['status'];
	/** Set once the database has gone back: from then on the files follow, whatever happens. */
	files: KeptFile[] | null;
}

export interface RunDoc extends Stored<Run> {
	attempt: RunAttempt | null;
	/** When the results that are shown were; a failed attempt after it changes nothing. */
	publishedAt: Date | null;
	/** What the shown results were made from. */
	basis: RunBasis | null;
	/** The highest revision ever shown; after a restore it is above the one that is. */
	latestRevision: number;
	previous: PreviousResults | null;
	restore: Restore | null;
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
/** Configurations and file lists are long; lists of runs do without. */
const WITHOUT_BASIS = { attempt: 0, basis: 0, previous: 0, restore: 0 } as const;

export async function insertRun(store: Store, run: Run): Promise<void> {
	await runs(store).insertOne({
		...withoutId(run),
		attempt: null,
		publishedAt: null,
		basis: null,
		latestRevision: run.revision,
		previous: null,
		restore: null
	});
}

export async function findRun(store: Store, id: number): Promise<Run | null> {
	const doc = await runs(store).findOne({ _id: id }, { projection: WITHOUT_BASIS });
	return doc && runOf(doc);
}

export async function findRunByName(store: Store, name: string): Promise<Run | null> {
	const doc = await runs(store).findOne({ name }, { projection: WITHOUT_BASIS });
	return doc && runOf(doc);
}

/** With all that the commands on it go by. */
export async function findRunDoc(store: Store, id: number): Promise<RunDoc | null> {
	const doc = await runs(store).findOne({ _id: id });
	// Runs of an earlier version lack what came later.
	const added = { basis: null, latestRevision: doc?.revision ?? 0, previous: null, restore: null };
	return doc && { ...added, ...doc };
}

export async function listRuns(store: Store): Promise<Run[]> {
	const docs = await runs(store)
		.find({}, { projection: WITHOUT_BASIS })
		.sort({ _id: -1 })
		.toArray();
	return docs.map(runOf);
}

/** Runs whose sources may be shown, the latest first. */
export async function listCompletedRuns(store: Store): Promise<Run[]> {
	const docs = await runs(store)
		.find({ revision: { $gt: 0 } }, { projection: WITHOUT_BASIS })
		.sort({ publishedAt: -1, endedAt: -1, _id: -1 })
		.toArray();
	return docs.map(runOf);
}

/** Generations of a run's sources that are shown or can come back. */
export async function keptRevisions(store: Store, runId: number): Promise<number[]> {
	const doc = await runs(store).findOne(
		{ _id: runId },
		{ projection: { revision: 1, 'previous.revision': 1 } }
	);
	return [doc?.revision, doc?.previous?.revision].filter((revision) => revision !== undefined);
}

/** Takes a run out: one whose directory could not be made, or that has been cleared. */
export async function deleteRun(store: Store, runId: number): Promise<void> {
	await runs(store).deleteOne({ _id: runId });
}

/** What pages may know of a run. */
export function runOf(doc: RunDoc): Run {
	return withId<Run>(
		without(doc, 'attempt', 'publishedAt', 'basis', 'latestRevision', 'previous', 'restore')
	);
}

/** Runs of a version that did not note what their results were made from. */
export async function noteUnknownBasis(db: Store['db']): Promise<void> {
	await db.collection('runs').updateMany({ latestRevision: { $exists: false } }, [
		{
			$set: {
				latestRevision: '$revision',
				basis: null,
				previous: null,
				restore: null,
				spentMs: { $literal: {} },
				softwareVersion: null
			}
		}
	]);
}
