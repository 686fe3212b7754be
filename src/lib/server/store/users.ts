import type { User } from '#schema/user.ts';
import { collection, withId, type Store, type Stored, type Transaction } from './client.ts';
import { shape, text, nullable, instant, type CollectionPlan } from './plan.ts';

export interface UserDoc extends Stored<User> {
	passwordHash: string;
	createdAt: Date;
}

export const usersPlan: CollectionPlan = {
	name: 'users',
	validator: shape({
		_id: text,
		username: text,
		displayName: text,
		role: { enum: ['viewer', 'vetter', 'curator', 'runManager', 'admin'] },
		teamId: nullable(text),
		passwordHash: text,
		createdAt: instant
	}),
	indexes: [
		// Sign-in; two accounts of one name would be two people in one vote.
		{ key: { username: 1 }, unique: true }
	]
};

export const users = (store: Store) => collection<UserDoc>(store, 'users');

export async function findUser(store: Store, id: string): Promise<User | null> {
	const doc = await users(store).findOne({ _id: id });
	return doc && userOf(doc);
}

export async function findAccount(
	store: Store,
	username: string
): Promise<{ user: User; passwordHash: string } | null> {
	const doc = await users(store).findOne({ username });
	return doc && { user: userOf(doc), passwordHash: doc.passwordHash };
}

export async function insertUser(
	store: Store,
	doc: UserDoc,
	transaction?: Transaction
): Promise<void> {
	await users(store).insertOne(doc, { session: transaction });
}

export async function listUsers(store: Store): Promise<User[]> {
	const docs = await users(store).find().sort({ username: 1 }).toArray();
	return docs.map(userOf);
}

/** What pages may know of an account: never its password hash. */
export function userOf(doc: UserDoc): User {
	const { _id, username, displayName, role, teamId } = doc;
	return withId<User>({ _id, username, displayName, role, teamId });
}
