import type { Token } from '#schema/token.ts';
import type { User } from '#schema/user.ts';
import {
	collection,
	withId,
	without,
	type Store,
	type Stored,
	type Transaction
} from './client.ts';
import { instant, list, nullable, shape, text, type CollectionPlan } from './plan.ts';
import { findUser } from './users.ts';

/** The SHA-256 of the token, hexadecimal: it holds 256 random bits, which no slow hash would add to. */
type TokenDoc = Stored<Token> & { hash: string };

/** One that has run out or was revoked is still seen for this long after it would have run out. */
const KEPT_SECONDS = 90 * 86_400;
/** Using a token is noted once in this time, not at each request. */
const NOTED_EVERY_MS = 60_000;

export const tokensPlan: CollectionPlan = {
	name: 'tokens',
	validator: shape({
		_id: text,
		name: text,
		userId: text,
		scopes: list,
		beginning: text,
		hash: text,
		createdAt: instant,
		expiresAt: instant,
		lastUsedAt: nullable(instant),
		revokedAt: nullable(instant)
	}),
	indexes: [
		{ key: { hash: 1 }, unique: true },
		{ key: { userId: 1, createdAt: -1 } },
		{ key: { expiresAt: 1 }, expireAfterSeconds: KEPT_SECONDS }
	]
};

const tokens = (store: Store) => collection<TokenDoc>(store, 'tokens');

export async function insertToken(
	store: Store,
	{ id, ...token }: Token,
	hash: string,
	transaction: Transaction
): Promise<void> {
	await tokens(store).insertOne({ _id: id, ...token, hash }, { session: transaction });
}

/** Whose token has this hash, whatever became of it; null for none. */
export async function findTokenByHash(
	store: Store,
	hash: string
): Promise<{ token: Token; user: User } | null> {
	const doc = await tokens(store).findOne({ hash });
	const user = doc && (await findUser(store, doc.userId));
	return user && { token: tokenOf(doc), user };
}

export async function findToken(
	store: Store,
	id: string,
	transaction: Transaction
): Promise<Token | null> {
	const doc = await tokens(store).findOne({ _id: id }, { session: transaction });
	return doc && tokenOf(doc);
}

/** A person's tokens, the latest first. */
export async function tokensOf(store: Store, userId: string): Promise<Token[]> {
	const docs = await tokens(store).find({ userId }).sort({ createdAt: -1, _id: 1 }).toArray();
	return docs.map(tokenOf);
}

export function countLiveTokens(
	store: Store,
	userId: string,
	transaction: Transaction
): Promise<number> {
	const live = { userId, revokedAt: null, expiresAt: { $gt: new Date() } };
	return tokens(store).countDocuments(live, { session: transaction });
}

export async function setTokenRevoked(
	store: Store,
	{ id, revokedAt }: { id: string; revokedAt: Date },
	transaction: Transaction
): Promise<void> {
	await tokens(store).updateOne({ _id: id }, { $set: { revokedAt } }, { session: transaction });
}

export async function noteTokenUsed(store: Store, token: Token, now: Date): Promise<void> {
	const isNoted = token.lastUsedAt && now.getTime() - token.lastUsedAt.getTime() < NOTED_EVERY_MS;
	if (isNoted) return;
	await tokens(store).updateOne(
		{ _id: token.id },
		{ $set: { lastUsedAt: now } },
		// That a token was used is worth no wait for the disk.
		{ writeConcern: { w: 1 } }
	);
}

function tokenOf(doc: TokenDoc): Token {
	return withId<Token>(without(doc, 'hash'));
}
