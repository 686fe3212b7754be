import { Failure } from '#schema/failure.ts';
import { newTokenSchema, scopesOf, type MadeToken, type Scope, type Token } from '#schema/token.ts';
import { ROLE_LABELS, type User } from '#schema/user.ts';
import { mayOrRefuse } from '../../auth/may.ts';
import { newSecret } from '../../auth/tokens.ts';
import { store } from '../../store/client.ts';
import { newId } from '../../store/ids.ts';
import { countLiveTokens, insertToken } from '../../store/tokens.ts';
import { audit } from '../audit.ts';
import type { CommandContext } from '../context.ts';
import { once } from '../once.ts';
import { parse } from '../parse.ts';

const MOST_LIVE = 50;
const DAY_MS = 86_400_000;

/** Makes a personal token. Its text is in this answer and in no other. */
export async function createToken(context: CommandContext, input: unknown): Promise<MadeToken> {
	const { commandId, name, scopes, days } = parse(newTokenSchema, input);
	const { user } = context;
	mayOrRefuse(user, 'keepTokens');
	refuseUseless(user, scopes);
	const { secret, hash, beginning } = newSecret();
	let created = false;
	const token = await once(context, { command: 'createToken', commandId }, async (transaction) => {
		if ((await countLiveTokens(store(), user.id, transaction)) >= MOST_LIVE)
			throw new Failure('TooMany', `You have ${MOST_LIVE} tokens. Revoke one first.`);
		const now = new Date();
		const made: Token = {
			...{ id: newId(), name, userId: user.id, scopes, beginning },
			createdAt: now,
			expiresAt: new Date(now.getTime() + days * DAY_MS),
			lastUsedAt: null,
			revokedAt: null
		};
		await insertToken(store(), made, hash, transaction);
		const after = { name, scopes, expiresAt: made.expiresAt };
		const event = { action: 'createToken', target: `token ${made.id}`, after };
		await audit(user, event, transaction);
		created = true;
		return made;
	});
	// What a command answered is kept for replays; the secret had better not be.
	return { token, secret: created ? secret : null };
}

function refuseUseless({ role }: User, scopes: readonly Scope[]): void {
	const useful = scopesOf(role);
	const useless = scopes.find((scope) => !useful.includes(scope));
	if (!useless) return;
	throw new Failure(
		'NotPermitted',
		`As a ${ROLE_LABELS[role].toLowerCase()} you have no use for the scope “${useless}”: choose ${useful.join(', ')}.`,
		'scopes'
	);
}
