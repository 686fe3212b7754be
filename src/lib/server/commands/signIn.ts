import { Failure } from '#schema/failure.ts';
import { signInSchema, type User } from '#schema/user.ts';
import { passwordMatches } from '../auth/password.ts';
import {
	blankSessionCookie,
	createSession,
	endAllSessions,
	endSession,
	type SessionCookie
} from '../auth/session.ts';
import { store } from '../store/client.ts';
import { countAttempt, forgetAttempts, forgiveAttempt } from '../store/signInAttempts.ts';
import { findAccount } from '../store/users.ts';
import { audit } from './audit.ts';
import type { CommandContext } from './context.ts';
import { parse } from './parse.ts';

const WINDOW_MS = 15 * 60_000;
/** Wrong passwords in 15 minutes: for one account from one address, for one account, from one address. */
const LIMITS = { pair: 10, account: 100, address: 60 } as const;

/** Opens a session. Unknown name and wrong password get the same answer after the same time. */
export async function signIn(
	input: unknown,
	{ address }: { address: string }
): Promise<{ user: User; sessionId: string; cookie: SessionCookie }> {
	const { username, password } = parse(signInSchema, input);
	await throttle(username, address);
	const account = await findAccount(store(), username);
	const matches = await passwordMatches(account?.passwordHash ?? null, password);
	if (!account || !matches) {
		throw new Failure('NotSignedIn', 'This user name and password do not belong together.');
	}
	await forgive(username, address);
	const { user } = account;
	const session = await createSession(user.id);
	await audit(user, { action: 'signIn', target: `user ${user.id}` });
	return { user, ...session };
}

/** Ends this session; the cookie makes the browser forget it. */
export async function signOut(
	context: CommandContext,
	{ sessionId }: { sessionId: string }
): Promise<SessionCookie> {
	await endSession(sessionId);
	await audit(context.user, { action: 'signOut', target: `user ${context.user.id}` });
	return blankSessionCookie();
}

/** Ends all of this person's sessions, on every device. */
export async function signOutEverywhere(context: CommandContext): Promise<SessionCookie> {
	await endAllSessions(context.user.id);
	await audit(context.user, { action: 'signOutEverywhere', target: `user ${context.user.id}` });
	return blankSessionCookie();
}

/** Counts before the password is looked at, so that attempts sent all at once count as well. */
async function throttle(username: string, address: string): Promise<void> {
	const now = new Date();
	for (const [kind, key] of attemptKeys(username, address)) {
		const attempts = await countAttempt(store(), key, { windowMs: WINDOW_MS, now });
		if (attempts <= LIMITS[kind]) continue;
		throw new Failure('TooMany', 'Too many wrong passwords. Wait 15 minutes, then try again.');
	}
}

/** The right password: its attempt was none, and the account starts afresh from this address. */
async function forgive(username: string, address: string): Promise<void> {
	const [[, pair], [, account], [, fromAddress]] = attemptKeys(username, address);
	await Promise.all([
		forgetAttempts(store(), pair),
		forgiveAttempt(store(), account),
		forgiveAttempt(store(), fromAddress)
	]);
}

function attemptKeys(username: string, address: string) {
	return [
		['pair', `pair:${username} ${address}`],
		['account', `account:${username}`],
		['address', `address:${address}`]
	] as const;
}
