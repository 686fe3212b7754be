import type { NewAlert, Silence } from '#schema/alert.ts';
import {
	collection,
	withId,
	withoutId,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { derivedId } from './ids.ts';
import { instant, nullable, number, record, shape, text, type CollectionPlan } from './plan.ts';

/** A firing that a silence held back: nothing vanishes without a trace. */
interface Silenced extends Pick<NewAlert, 'objectId' | 'cause' | 'severity' | 'reason' | 'runId'> {
	id: string;
	silenceId: string;
	at: Date;
}

export const silencesPlan: CollectionPlan = {
	name: 'silences',
	validator: shape({
		_id: text,
		causeKind: nullable(text),
		causeId: nullable(text),
		cone: nullable(record),
		until: instant,
		reason: text,
		byId: text,
		byName: text,
		createdAt: instant
	}),
	indexes: [{ key: { until: -1 } }]
};

export const silencedPlan: CollectionPlan = {
	name: 'silenced',
	validator: shape({
		_id: text,
		silenceId: text,
		objectId: text,
		cause: record,
		severity: text,
		reason: text,
		runId: nullable(number),
		at: instant
	}),
	indexes: [{ key: { silenceId: 1, at: -1 } }]
};

const silences = (store: Store) => collection<Stored<Silence>>(store, 'silences');
const silenced = (store: Store) => collection<Stored<Silenced>>(store, 'silenced');

export async function insertSilence(
	store: Store,
	silence: Silence,
	transaction: Transaction
): Promise<void> {
	await silences(store).insertOne(withoutId(silence), { session: transaction });
}

export async function findSilence(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<Silence | null> {
	const doc = await silences(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<Silence>(doc);
}

export async function endSilenceAt(
	store: Store,
	{ id, until }: { id: string; until: Date },
	transaction: Transaction
): Promise<void> {
	await silences(store).updateOne({ _id: id }, { $set: { until } }, { session: transaction });
}

export async function silencesInForce(store: Store, now: Date): Promise<Silence[]> {
	const docs = await silences(store)
		.find({ until: { $gt: now } })
		.sort({ createdAt: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<Silence>(doc));
}

/** Those in force and those that ended, the longest first. */
export async function listSilences(store: Store): Promise<Silence[]> {
	const docs = await silences(store).find().sort({ until: -1, _id: 1 }).limit(200).toArray();
	return docs.map((doc) => withId<Silence>(doc));
}

/** Notes firings that were held back, each once however often its run's job is repeated. */
export async function noteSilenced(
	store: Store,
	held: { silenceId: string; firing: string; alert: NewAlert }[]
): Promise<void> {
	if (held.length === 0) return;
	const at = new Date();
	await silenced(store).bulkWrite(
		held.map(({ silenceId, firing, alert }) => {
			const { objectId, cause, severity, reason, runId } = alert;
			const parts = [silenceId, objectId, cause.kind, cause.id ?? '', firing];
			const noted = { silenceId, objectId, cause, severity, reason, runId, at };
			return {
				updateOne: {
					filter: { _id: derivedId('silenced', ...parts) },
					update: { $setOnInsert: noted },
					upsert: true
				}
			};
		}),
		{ ordered: false }
	);
}

/** How many firings each silence has held back, and the latest of them. */
export async function silencedBy(
	store: Store,
	silenceIds: string[]
): Promise<Map<string, { count: number; latest: Silenced[] }>> {
	const groups = await Promise.all(
		silenceIds.map(async (silenceId) => {
			const [count, docs] = await Promise.all([
				silenced(store).countDocuments({ silenceId }),
				silenced(store).find({ silenceId }).sort({ at: -1 }).limit(10).toArray()
			]);
			return [silenceId, { count, latest: docs.map((doc) => withId<Silenced>(doc)) }] as const;
		})
	);
	return new Map(groups);
}
