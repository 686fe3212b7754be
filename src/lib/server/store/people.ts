import type { User } from '#schema/user.ts';
import type { Store, Transaction } from './client.ts';
import { userOf, users } from './users.ts';

/** The accounts of these user names. */
export async function usersNamed(
	store: Store,
	usernames: string[],
	transaction?: Transaction
): Promise<User[]> {
	if (usernames.length === 0) return [];
	const docs = await users(store)
		.find({ username: { $in: usernames } }, { session: transaction })
		.toArray();
	return docs.map(userOf);
}

/** Accounts one of whose names has a word that begins with the text, in order of user name. */
export async function usersBeginning(store: Store, text: string, limit: number): Promise<User[]> {
	const begins = { $regex: `(^|[\\s._-])${escapeRegex(text)}`, $options: 'i' };
	const docs = await users(store)
		.find({ $or: [{ username: begins }, { displayName: begins }] })
		.sort({ username: 1 })
		.limit(limit)
		.toArray();
	return docs.map(userOf);
}

function escapeRegex(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
