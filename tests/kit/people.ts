import type { Role, User } from '#schema/user.ts';
import { createSession } from '#server/auth/session.ts';
import { collection, store } from '#server/store/client.ts';
import { newId } from '#server/store/ids.ts';
import { insertUser } from '#server/store/users.ts';

/** Somebody with an account and a session. */
export interface Person {
	user: User;
	cookie: string;
	sessionId: string;
}

/** An account with a session, made without the half second that a password costs. */
export async function newPerson(role: Role): Promise<Person> {
	const id = newId();
	const user = { username: id, displayName: `${role} ${id.slice(0, 4)}`, role, teamId: null };
	await insertUser(store(), { _id: id, ...user, passwordHash: 'none', createdAt: new Date() });
	const { sessionId, cookie } = await createSession(id);
	return { user: { id, ...user }, cookie: `${cookie.name}=${cookie.value}`, sessionId };
}

/** The room of an object that exists. */
export async function newObjectRoom(): Promise<string> {
	const id = newId();
	await collection<{ _id: string; [field: string]: unknown }>(store(), 'objects').insertOne({
		_id: id,
		...{ name: 'J000000.0+000000', ra: 0, dec: 0, uncertaintyDeg: 1e-4 },
		...{ firstRunId: 1, firstRevision: 1, createdAt: new Date() },
		position: { type: 'Point', coordinates: [0, 0] }
	});
	return `object-${id}`;
}
