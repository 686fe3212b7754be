import type { Triage } from '#schema/alert.ts';
import { collection, type Store, type Transaction } from './client.ts';
import { instant, list, shape, text, type CollectionPlan } from './plan.ts';

interface ChangeDoc {
	/** The command's id. */
	_id: string;
	userId: string;
	/** What each alert was before. */
	before: { id: string; triage: Triage }[];
	at: Date;
}

/** Nobody undoes what is older. */
const KEPT_SECONDS = 7 * 86_400;

export const alertChangesPlan: CollectionPlan = {
	name: 'alertChanges',
	validator: shape({ _id: text, userId: text, before: list, at: instant }),
	indexes: [{ key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS }]
};

const alertChanges = (store: Store) => collection<ChangeDoc>(store, 'alertChanges');

export async function insertAlertChange(
	store: Store,
	{ commandId, userId, before }: { commandId: string; userId: string; before: ChangeDoc['before'] },
	transaction: Transaction
): Promise<void> {
	const change = { _id: commandId, userId, before, at: new Date() };
	await alertChanges(store).insertOne(change, { session: transaction });
}

/** Takes out what this person's command changed; null when there is no such change (any more). */
export async function takeAlertChange(
	store: Store,
	{ commandId, userId }: { commandId: string; userId: string },
	transaction: Transaction
): Promise<ChangeDoc['before'] | null> {
	const doc = await alertChanges(store).findOneAndDelete(
		{ _id: commandId, userId },
		{ session: transaction }
	);
	return doc?.before ?? null;
}
