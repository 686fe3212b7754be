import type { UnsettledMatch } from '#schema/source.ts';
import {
	collection,
	withId,
	without,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, number, shape, text, type CollectionPlan } from './plan.ts';

/** `revision`: the generation of the run's sources it is about; an earlier generation's cases are moot. */
export type UnsettledDoc = Stored<UnsettledMatch> & { revision: number; decision: string | null };

export const unsettledPlan: CollectionPlan = {
	name: 'unsettled',
	validator: shape({
		_id: text,
		kind: { enum: ['merged', 'split', 'fork'] },
		runId: number,
		runName: text,
		revision: number,
		sourceId: number,
		sourceName: text,
		objectIds: list,
		createdAt: instant,
		settledBy: nullable(text),
		settledAt: nullable(instant)
	}),
	indexes: [
		// Replacing a run's open cases when it is published again; the list of open ones.
		{ key: { runId: 1, revision: 1, settledAt: 1 } },
		// An object's open cases, on its candidate page.
		{ key: { objectIds: 1 } }
	]
};

const unsettled = (store: Store) => collection<UnsettledDoc>(store, 'unsettled');

/** Puts these in place of the open cases of the same run and revision. */
export async function replaceUnsettled(
	store: Store,
	{ runId, revision }: { runId: number; revision: number },
	matches: UnsettledDoc[]
): Promise<void> {
	await unsettled(store).deleteMany({ runId, revision, settledAt: null });
	if (matches.length > 0) await unsettled(store).insertMany(matches);
}

/** Deletes a run's open cases except those of the revisions to keep; what a person has settled is remembered. */
export async function deleteOpenCases(store: Store, runId: number, keep: number[]): Promise<void> {
	await unsettled(store).deleteMany({ runId, revision: { $nin: keep }, settledAt: null });
}

/** Which cases of these objects a person has settled already: `kind` and sorted object ids. */
export async function settledKeys(store: Store, objectIds: string[]): Promise<Set<string>> {
	const docs = await unsettled(store)
		.find({ objectIds: { $in: objectIds }, settledAt: { $ne: null } })
		.project<Pick<UnsettledMatch, 'kind' | 'objectIds'>>({ kind: 1, objectIds: 1 })
		.toArray();
	return new Set(docs.map(caseKey));
}

/** A case is the same case in every run: its kind and the objects in question. */
export function caseKey({ kind, objectIds }: Pick<UnsettledMatch, 'kind' | 'objectIds'>): string {
	return [kind, ...[...objectIds].sort()].join(' ');
}

export async function findUnsettled(
	store: Store,
	id: string,
	transaction?: Transaction
): Promise<(UnsettledMatch & { revision: number }) | null> {
	const doc = await unsettled(store).findOne({ _id: id }, { session: transaction });
	return doc && withId<UnsettledMatch & { revision: number }>(doc);
}

export async function markSettled(
	store: Store,
	{ id, userId, decision }: { id: string; userId: string; decision: string },
	transaction: Transaction
): Promise<void> {
	await unsettled(store).updateOne(
		{ _id: id },
		{ $set: { settledBy: userId, settledAt: new Date(), decision } },
		{ session: transaction }
	);
}

export async function countSettled(
	store: Store,
	{ runId, revision }: { runId: number; revision: number }
): Promise<number> {
	return unsettled(store).countDocuments({ runId, revision, settledAt: { $ne: null } });
}

/** Open cases of the generations given, oldest first; of certain objects only, when they are given. */
export async function openMatches(
	store: Store,
	generations: { runId: number; revision: number }[],
	objectIds?: string[]
): Promise<UnsettledMatch[]> {
	if (generations.length === 0) return [];
	const docs = await unsettled(store)
		.find({
			$or: generations.map(({ runId, revision }) => ({ runId, revision })),
			settledAt: null,
			...(objectIds ? { objectIds: { $in: objectIds } } : {})
		})
		.sort({ createdAt: 1, _id: 1 })
		.toArray();
	return docs.map((doc) => withId<UnsettledMatch>(without(doc, 'revision', 'decision')));
}
