import { Failure } from '#schema/failure.ts';
import { revokeTokenSchema, type Token } from '#schema/token.ts';
import { may } from '../../auth/may.ts';
import { store } from '../../store/client.ts';
import { findToken, setTokenRevoked } from '../../store/tokens.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

/** Ends a token at once: the next request that carries it is refused. */
export async function revokeToken(context: CommandContext, input: unknown): Promise<Token> {
	const { commandId, tokenId } = parse(revokeTokenSchema, input);
	const { user } = context;
	return once(context, { command: 'revokeToken', commandId }, async (transaction) => {
		const token = await findToken(store(), tokenId, transaction);
		// Whoever may not revoke it need not learn that it is there.
		if (!token || !may(user, 'revokeToken', { ownerId: token.userId }))
			throw new Failure('NotFound', 'You have no such token (any more).', 'tokenId');
		if (token.revokedAt) return token;
		const revokedAt = new Date();
		await setTokenRevoked(store(), { id: tokenId, revokedAt }, transaction);
		const event = { action: 'revokeToken', target: `token ${tokenId}`, after: { revokedAt } };
		await audit(user, event, transaction);
		return { ...token, revokedAt };
	});
}
