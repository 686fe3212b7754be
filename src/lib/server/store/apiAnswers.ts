import { collection, isDuplicateKey, type Store } from './client.ts';

/** What a write was answered under its Idempotency-Key. */
export interface ApiAnswer {
	/** Of what was sent; '' when it was not looked at. */
	fingerprint: string;
	/** null while it is being carried out. */
	answered: { status: number; body: string } | null;
}

/** Kept in the log of commands, and as long. */
interface AnswerDoc {
	_id: string;
	command: string;
	answer: ApiAnswer;
	at: Date;
}

const answers = (store: Store) => collection<AnswerDoc>(store, 'commandLog');

export interface ApiKey {
	userId: string;
	/** `POST /api/v1/runs`. */
	command: string;
	key: string;
}

// No command's id has spaces.
const idOf = ({ userId, command, key }: ApiKey) => `${userId}/${command} ${key}`;

/** Takes the key for a request; null when it is taken, unless whoever took it has been silent since `silentSince`. */
export async function takeKey(
	store: Store,
	key: ApiKey,
	{ fingerprint, silentSince }: { fingerprint: string; silentSince: Date }
): Promise<Date | null> {
	const at = new Date();
	const taken: AnswerDoc = {
		...{ _id: idOf(key), command: key.command, at },
		answer: { fingerprint, answered: null }
	};
	try {
		await answers(store).replaceOne(
			{ _id: taken._id, 'answer.answered': null, at: { $lt: silentSince } },
			taken,
			{ upsert: true }
		);
		return at;
	} catch (error) {
		if (isDuplicateKey(error)) return null;
		throw error;
	}
}

export async function answerUnder(store: Store, key: ApiKey): Promise<ApiAnswer | null> {
	return (await answers(store).findOne({ _id: idOf(key) }))?.answer ?? null;
}

/** Of whoever took the key at that moment. */
export async function keepAnswer(
	store: Store,
	key: ApiKey,
	{ at, answered }: { at: Date; answered: ApiAnswer['answered'] }
): Promise<void> {
	await answers(store).updateOne({ _id: idOf(key), at }, { $set: { 'answer.answered': answered } });
}

/** Gives the key free: what it was taken for has changed nothing. */
export async function giveKeyFree(store: Store, key: ApiKey, at: Date): Promise<void> {
	await answers(store).deleteOne({ _id: idOf(key), at, 'answer.answered': null });
}
