import { Failure } from '#schema/failure.ts';
import { newUserSchema, type User } from '#schema/user.ts';
import { mayOrRefuse } from '../auth/may.ts';
import { hashPassword } from '../auth/password.ts';
import { inTransaction, isDuplicateKey, store } from '../store/client.ts';
import { newId } from '../store/ids.ts';
import { insertUser, userOf } from '../store/users.ts';
import { audit } from './audit.ts';
import { parse } from './parse.ts';

/** Creates a local account. Without a user it is the command line that acts. */
export async function createUser(context: { user: User | null }, input: unknown): Promise<User> {
	if (context.user) mayOrRefuse(context.user, 'manageUsers');
	const { password, ...wanted } = parse(newUserSchema, input);
	const passwordHash = await hashPassword(password);
	const doc = { _id: newId(), ...wanted, passwordHash, createdAt: new Date() };
	try {
		await inTransaction(store(), async (transaction) => {
			await insertUser(store(), doc, transaction);
			const event = { action: 'createUser', target: `user ${doc._id}`, after: userOf(doc) };
			await audit(context.user, event, transaction);
		});
	} catch (error) {
		if (!isDuplicateKey(error)) throw error;
		throw new Failure('Conflict', `There is an account “${wanted.username}” already.`, 'username');
	}
	return userOf(doc);
}
