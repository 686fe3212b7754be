import { collection, type Store, type Transaction } from './client.ts';
import { anything, instant, shape, text, type CollectionPlan } from './plan.ts';

interface CommandDoc {
	/** `userId/commandId`: nobody can use up another's id. */
	_id: string;
	command: string;
	/** What the command answered, to answer it again. */
	answer: unknown;
	at: Date;
}

/** Replays come from a browser that was offline; one that stays away for longer than this must look first. */
const KEPT_SECONDS = 90 * 86_400;

export const commandLogPlan: CollectionPlan = {
	name: 'commandLog',
	validator: shape({ _id: text, command: text, answer: anything, at: instant }),
	indexes: [{ key: { at: 1 }, expireAfterSeconds: KEPT_SECONDS }]
};

const commandLog = (store: Store) => collection<CommandDoc>(store, 'commandLog');

export interface CommandKey {
	userId: string;
	commandId: string;
	command: string;
}

/** The answer of a command that was carried out before; null when it was not. */
export async function findAnswer(
	store: Store,
	{ userId, commandId, command }: CommandKey,
	transaction?: Transaction
): Promise<{ answer: unknown } | null> {
	const doc = await commandLog(store).findOne(
		{ _id: `${userId}/${commandId}`, command },
		{ session: transaction }
	);
	return doc && { answer: doc.answer };
}

/** Fails with a duplicate key when the command was carried out meanwhile: the whole transaction is then void. */
export async function logCommand(
	store: Store,
	{ userId, commandId, command }: CommandKey,
	answer: unknown,
	transaction: Transaction
): Promise<void> {
	await commandLog(store).insertOne(
		{ _id: `${userId}/${commandId}`, command, answer: answer ?? null, at: new Date() },
		{ session: transaction }
	);
}
