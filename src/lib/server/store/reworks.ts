import type { Rework } from '#schema/imageMark.ts';
import { collection, without, type Store } from './client.ts';
import { badImagesKey } from './imageMarks.ts';
import { flag, instant, number, shape, text, type CollectionPlan } from './plan.ts';
import type { Generation } from './sources.ts';

/** A run's numbers being worked out without its bad images: the latest attempt of each run. */
interface ReworkDoc extends Omit<Rework, 'runId'> {
	/** The run's. */
	_id: number;
	/** Whoever works for another attempt has been overtaken. */
	attempt: string;
}

export const reworksPlan: CollectionPlan = {
	name: 'reworks',
	validator: shape({
		_id: number,
		runName: text,
		revision: number,
		variant: text,
		state: { enum: ['waiting', 'working', 'done', 'failed', 'cancelled'] },
		done: number,
		total: number,
		error: text,
		cancelRequested: flag,
		attempt: text,
		at: instant
	}),
	indexes: []
};

const reworks = (store: Store) => collection<ReworkDoc>(store, 'reworks');

/** Notes that a run's numbers are to be worked out; what another attempt is doing for it ends. */
export async function beginRework(
	store: Store,
	{
		runId,
		attempt,
		...asked
	}: Pick<Rework, 'runId' | 'runName' | 'revision' | 'variant'> & {
		attempt: string;
	}
): Promise<void> {
	const fresh = { state: 'waiting' as const, done: 0, total: 0, error: '', cancelRequested: false };
	await reworks(store).updateOne(
		{ _id: runId },
		{ $set: { ...asked, ...fresh, attempt, at: new Date() } },
		{ upsert: true }
	);
}

/** Writes down how far an attempt is. False when it is to stop: cancelled, or overtaken by another. */
export async function noteRework(
	store: Store,
	{ runId, attempt }: { runId: number; attempt: string },
	change: Partial<Pick<Rework, 'state' | 'done' | 'total' | 'error'>>
): Promise<boolean> {
	const { matchedCount } = await reworks(store).updateOne(
		{ _id: runId, attempt, cancelRequested: false },
		{ $set: { ...change, at: new Date() } }
	);
	return matchedCount > 0;
}

/** Asks whoever works on a run's numbers to stop; false when nobody does. */
export async function cancelRework(store: Store, runId: number): Promise<boolean> {
	const { matchedCount } = await reworks(store).updateOne(
		{ _id: runId, state: { $in: ['waiting', 'working'] } },
		{ $set: { cancelRequested: true, state: 'cancelled', at: new Date() } }
	);
	return matchedCount > 0;
}

export async function findRework(store: Store, runId: number): Promise<Rework | null> {
	const doc = await reworks(store).findOne({ _id: runId });
	return doc && reworkOf(doc);
}

/** The name of a generation's numbers without all images that are bad now, once they are whole; '' otherwise. */
export async function readyVariant(store: Store, { runId, revision }: Generation): Promise<string> {
	const variant = await badImagesKey(store, runId);
	if (variant === '') return '';
	const rework = await findRework(store, runId);
	const isReady =
		rework?.state === 'done' && rework.variant === variant && rework.revision === revision;
	return isReady ? variant : '';
}

/** Those of these runs, or all. */
export async function listReworks(store: Store, runIds?: number[]): Promise<Rework[]> {
	const docs = await reworks(store)
		.find(runIds ? { _id: { $in: runIds } } : {})
		.sort({ at: -1 })
		.toArray();
	return docs.map(reworkOf);
}

/** Forgets that of a run which is deleted: whoever works on it stops. */
export async function deleteRework(store: Store, runId: number): Promise<void> {
	await reworks(store).deleteOne({ _id: runId });
}

function reworkOf(doc: ReworkDoc): Rework {
	return { runId: doc._id, ...without(doc, '_id', 'attempt') };
}
