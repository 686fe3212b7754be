import type { TokenRow } from '#schema/token.ts';
import type { User } from '#schema/user.ts';
import { store } from '../store/client.ts';
import { tokensOf } from '../store/tokens.ts';
import { signedIn } from './signedIn.ts';

/** This person's tokens, the latest first; never what they are made of. */
export async function listTokens(user: User | null): Promise<TokenRow[]> {
	const tokens = await tokensOf(store(), signedIn(user).id);
	const now = new Date();
	return tokens.map((token) => {
		const ended = token.expiresAt <= now ? 'expired' : 'live';
		return { ...token, state: token.revokedAt ? 'revoked' : ended };
	});
}
