import type { RequestEvent } from '@sveltejs/kit';
import { endpointKey, type Endpoint } from '#schema/api/endpoint.ts';
import { endpointAt } from '#schema/api/endpoints.ts';
import { Failure } from '#schema/failure.ts';
import { secondsToWait } from '../auth/tokenRate.ts';
import { readToken } from '../auth/tokens.ts';
import { outcomes } from './outcomes.ts';

/** Lets the token's owner act, as far as the token goes; or the refusal of a token that does not stand. */
export async function signInByToken({ locals, request }: RequestEvent): Promise<Response | null> {
	let waits = 0;
	try {
		const admitted = await readToken(request.headers.get('authorization'));
		if (!admitted) return null;
		const { user, tokenId, scopes } = admitted;
		waits = secondsToWait(tokenId);
		if (waits > 0)
			throw new Failure('TooMany', `This token asks too often. Wait ${waits} s, then go on.`);
		locals.user = user;
		locals.token = { id: tokenId, scopes };
		locals.outcomes = outcomes(user);
		return null;
	} catch (thrown) {
		const refusal = outcomes(null).refuse(thrown);
		if (waits > 0) refusal.headers.set('retry-after', String(waits));
		else refusal.headers.set('www-authenticate', 'Bearer');
		return refusal;
	}
}

/** Keeps a token to its scopes. What its owner may do at all is for each command to say. */
export function refuseBeyondScope({ locals, request, route }: RequestEvent): Response | null {
	if (!locals.token || route.id === null) return null;
	const scope = scopeOf(request.method, route.id);
	if (scope !== 'session' && locals.token.scopes.includes(scope)) return null;
	const reason =
		scope === 'session'
			? 'No token may do this. Do it in the browser.'
			: `This token is not good for this: it lacks the scope “${scope}”. Make one that has it on /tokens.`;
	return outcomes(null).refuse(new Failure('NotPermitted', reason));
}

/** What is not declared is nothing for tokens. A HEAD is what its GET is, where it is nothing of its own. */
function scopeOf(method: string, routeId: string): Endpoint['scope'] {
	const own = endpointAt(endpointKey(method, routeId));
	const read = method === 'HEAD' ? endpointAt(endpointKey('GET', routeId)) : null;
	return (own ?? read)?.scope ?? 'session';
}
