import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '#schema/failure.ts';
import { scopesOf, type Scope, type Token } from '#schema/token.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { findTokenByHash, noteTokenUsed } from '../store/tokens.ts';

/** So that a token that leaked into a text is found by those who search for such. */
const PREFIX = 'caustic_';
const SECRET = /^caustic_[\w-]{43}$/;
const SHOWN_LENGTH = PREFIX.length + 4;

export interface AdmittedToken {
	user: User;
	tokenId: string;
	/** What the token was made for and its owner's role still has a use for. */
	scopes: Scope[];
}

/** A new token's text: 256 random bits. */
export function newSecret(): { secret: string; hash: string; beginning: string } {
	const secret = PREFIX + randomBytes(32).toString('base64url');
	return { secret, hash: hashOf(secret), beginning: secret.slice(0, SHOWN_LENGTH) };
}

/** Who sent this Authorization header; null when there is none. Anything in it but a token that stands is refused. */
export async function readToken(
	header: string | null,
	now = new Date()
): Promise<AdmittedToken | null> {
	if (header === null) return null;
	const secret = /^Bearer +(\S+)$/i.exec(header.trim())?.at(1) ?? '';
	const found = SECRET.test(secret) ? await findTokenByHash(store(), hashOf(secret)) : null;
	if (!found)
		throw new Failure(
			'NotSignedIn',
			'This is no token of this site. Send Authorization: Bearer caustic_… as /tokens showed it.'
		);
	const { token, user } = found;
	refuseEnded(token, now);
	await noteTokenUsed(store(), token, now);
	const useful = scopesOf(user.role);
	return { user, tokenId: token.id, scopes: token.scopes.filter((s) => useful.includes(s)) };
}

function refuseEnded({ name, revokedAt, expiresAt }: Token, now: Date): void {
	const ended = revokedAt ? 'was revoked' : expiresAt <= now ? 'has expired' : null;
	if (ended) throw new Failure('NotSignedIn', `The token “${name}” ${ended}. Make a new one.`);
}

function hashOf(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}
