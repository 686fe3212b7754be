import type { Scoring, ShownScores } from '#schema/eseScore.ts';
import { collection, without, type Store, type Transaction } from './client.ts';
import { anything, flag, instant, number, shape, text, type CollectionPlan } from './plan.ts';

interface ScoringDoc extends Omit<Scoring, 'runId'> {
	/** The run's. */
	_id: number;
	/** Whoever works for another attempt has been overtaken. */
	attempt: string;
}

export const scoringsPlan: CollectionPlan = {
	name: 'scorings',
	validator: shape({
		_id: number,
		runName: text,
		revision: number,
		version: number,
		basis: text,
		state: { enum: ['waiting', 'working', 'done', 'failed', 'cancelled'] },
		done: number,
		total: number,
		copied: number,
		perSecond: number,
		error: text,
		cancelRequested: flag,
		attempt: text,
		at: instant,
		shown: anything
	}),
	indexes: []
};

const scorings = (store: Store) => collection<ScoringDoc>(store, 'scorings');

/** Notes that a run is to be scored; what another attempt is doing for it ends, what is shown stays. */
export async function beginScoring(
	store: Store,
	{
		runId,
		attempt,
		...asked
	}: Pick<Scoring, 'runId' | 'runName' | 'revision' | 'version' | 'basis'> & { attempt: string }
): Promise<void> {
	const fresh = { state: 'waiting' as const, done: 0, total: 0, copied: 0, perSecond: 0 };
	await scorings(store).updateOne(
		{ _id: runId },
		{
			$set: { ...asked, ...fresh, error: '', cancelRequested: false, attempt, at: new Date() },
			$setOnInsert: { shown: null }
		},
		{ upsert: true }
	);
}

type Progress = Pick<Scoring, 'state' | 'done' | 'total' | 'copied' | 'perSecond' | 'error'> &
	Pick<Scoring, 'revision' | 'basis'>;

/** Writes down how far an attempt is. False when it is to stop: cancelled, or overtaken by another. */
export async function noteScoring(
	store: Store,
	{ runId, attempt }: { runId: number; attempt: string },
	change: Partial<Progress>
): Promise<boolean> {
	const { matchedCount } = await scorings(store).updateOne(
		{ _id: runId, attempt, cancelRequested: false },
		{ $set: { ...change, at: new Date() } }
	);
	return matchedCount > 0;
}

/** Shows an attempt's scores in place of those before, in one write. False when it was to stop. */
export async function showScores(
	store: Store,
	{ runId, attempt }: { runId: number; attempt: string },
	shown: ShownScores
): Promise<boolean> {
	const { matchedCount } = await scorings(store).updateOne(
		{ _id: runId, attempt, cancelRequested: false },
		{ $set: { shown, state: 'done', at: shown.at } },
		// With it, everything written before is on the disk.
		{ writeConcern: { w: 'majority', j: true } }
	);
	return matchedCount > 0;
}

/** Shows an edition anew of which some scores have changed. False when another is shown by now, or one is being made. */
export async function showChangedScores(
	store: Store,
	runId: number,
	shown: ShownScores
): Promise<boolean> {
	const { revision, version, basis } = shown;
	const same = { 'shown.revision': revision, 'shown.version': version, 'shown.basis': basis };
	const { matchedCount } = await scorings(store).updateOne(
		{ _id: runId, state: { $nin: ['waiting', 'working'] }, ...same },
		{ $set: { shown } },
		{ writeConcern: { w: 'majority', j: true } }
	);
	return matchedCount > 0;
}

/** Asks whoever scores a run to stop; false when nobody does. */
export async function cancelScoring(
	store: Store,
	runId: number,
	transaction: Transaction
): Promise<boolean> {
	const { matchedCount } = await scorings(store).updateOne(
		{ _id: runId, state: { $in: ['waiting', 'working'] } },
		{ $set: { cancelRequested: true, state: 'cancelled', at: new Date() } },
		{ session: transaction }
	);
	return matchedCount > 0;
}

export async function findScoring(store: Store, runId: number): Promise<Scoring | null> {
	const doc = await scorings(store).findOne({ _id: runId });
	return doc && scoringOf(doc);
}

/** The whole scores of a generation; null where it has none. */
export async function shownScores(
	store: Store,
	{ runId, revision }: { runId: number; revision: number }
): Promise<ShownScores | null> {
	const doc = await scorings(store).findOne({ _id: runId }, { projection: { shown: 1 } });
	return doc?.shown?.revision === revision ? doc.shown : null;
}

/** By run. */
export async function listScorings(store: Store): Promise<Map<number, Scoring>> {
	const docs = await scorings(store).find().toArray();
	return new Map(docs.map((doc) => [doc._id, scoringOf(doc)]));
}

/** Forgets that of a run which is deleted: whoever works on it stops. */
export async function deleteScoring(store: Store, runId: number): Promise<void> {
	await scorings(store).deleteOne({ _id: runId });
}

function scoringOf(doc: ScoringDoc): Scoring {
	return { runId: doc._id, ...without(doc, '_id', 'attempt') };
}
