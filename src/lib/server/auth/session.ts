import { MongodbAdapter } from '@lucia-auth/adapter-mongodb';
import { Lucia, TimeSpan } from 'lucia';
import type { User } from '#schema/user.ts';
import { config } from '../config.ts';
import { announceSessionEnd } from '../jobs/announce.ts';
import { store } from '../store/client.ts';
import { findLiveSession, sessions } from '../store/sessions.ts';
import { findUser, userOf, users, type UserDoc } from '../store/users.ts';

/** A cookie to set, in the shape of Kit's `cookies.set(name, value, attributes)`. */
export interface SessionCookie {
	name: string;
	value: string;
	attributes: {
		path: string;
		httpOnly: boolean;
		secure: boolean;
		sameSite: 'lax';
		maxAge: number;
	};
}

export interface SignedIn {
	user: User;
	sessionId: string;
	/** Set when the session was prolonged: send it with the answer. */
	cookie: SessionCookie | null;
}

const NAME = 'caustic_session';
const LASTS = new TimeSpan(30, 'd');
type Attributes = Omit<UserDoc, '_id'>;

let shared: Lucia<Record<never, never>, Attributes> | null = null;

export async function createSession(
	userId: string
): Promise<{ sessionId: string; cookie: SessionCookie }> {
	const session = await lucia().createSession(userId, {});
	return { sessionId: session.id, cookie: sessionCookie(session.id, LASTS.seconds()) };
}

/** Who sent this Cookie header; null for none, a forged, an ended or an expired session. */
export async function readSession(
	cookieHeader: string | null | undefined
): Promise<SignedIn | null> {
	const sessionId = cookieHeader ? lucia().readSessionCookie(cookieHeader) : null;
	if (!sessionId) return null;
	const { session, user } = await lucia().validateSession(sessionId);
	if (!session) return null;
	// lucia types only the id; the attributes are there, as getUserAttributes gave them.
	const { id, ...attributes } = user as typeof user & Attributes;
	return {
		user: userOf({ _id: id, ...attributes }),
		sessionId,
		cookie: session.fresh ? sessionCookie(sessionId, LASTS.seconds()) : null
	};
}

/**
 * As readSession, for those who cannot set a cookie (sockets): the session is not prolonged, or the browser's cookie
 * would run out before it.
 */
export async function sessionUser(cookieHeader: string | null | undefined): Promise<User | null> {
	const sessionId = cookieHeader ? lucia().readSessionCookie(cookieHeader) : null;
	const session = sessionId ? await findLiveSession(store(), sessionId) : null;
	return session && findUser(store(), session.user_id);
}

export async function endSession(sessionId: string): Promise<void> {
	await lucia().invalidateSession(sessionId);
	await announceSessionEnd();
}

/** Ends every session of a user: after a password change, or when an account is taken over. */
export async function endAllSessions(userId: string): Promise<void> {
	await lucia().invalidateUserSessions(userId);
	await announceSessionEnd();
}

/** The cookie that makes a browser forget its session. */
export function blankSessionCookie(): SessionCookie {
	return sessionCookie('', 0);
}

function sessionCookie(value: string, maxAge: number): SessionCookie {
	return { name: NAME, value, attributes: { ...cookieAttributes(), maxAge } };
}

/** `secure` cookies are not sent over plain http, which is what a laptop or a closed network serves. */
function cookieAttributes() {
	const secure = config().ORIGIN.startsWith('https:');
	return { path: '/', httpOnly: true, secure, sameSite: 'lax' as const };
}

function lucia(): Lucia<Record<never, never>, Attributes> {
	shared ??= new Lucia(new MongodbAdapter(sessions(store()), adapterUsers()), {
		sessionExpiresIn: LASTS,
		sessionCookie: { name: NAME, attributes: cookieAttributes() },
		// lucia types attributes through a global registration; ours are the users collection's own fields.
		getUserAttributes: (attributes) => attributes as Attributes
	});
	return shared;
}

/** The adapter only reads the collection's name and documents; its type wants lucia's registered attributes. */
function adapterUsers() {
	return users(store()) as unknown as ConstructorParameters<typeof MongodbAdapter>[1];
}
