import { json, redirect, type Handle, type RequestEvent } from '@sveltejs/kit';
import { readSession } from '../auth/session.ts';
import { newsMark } from '../newsMark.ts';
import { refuseBeyondScope, signInByToken } from './byToken.ts';
import { taggedByContent } from './etag.ts';
import { onceByKey } from './onceByKey.ts';
import { outcomes } from './outcomes.ts';

const THEMES = ['system', 'light', 'dark'] as const;

const UNFORESEEN: Record<number, [App.Refusal['code'], string]> = {
	404: ['NotFound', 'There is nothing at this address.'],
	405: ['Invalid', 'This address does not take this method.'],
	500: ['Unavailable', 'Something went wrong on the server.']
};

/** Routes that anyone may open. */
const OPEN = new Set(['/sign-in', '/sign-out', '/healthz']);
/** Routes read by machines: refusals are JSON, not a page. */
const FOR_MACHINES = /^\/(?:api\/|cutouts\b|healthz\b)/;
/** Where a personal token stands for its owner: never on pages. */
const FOR_TOKENS = /^\/api\/v1\//;
/** What a browser sends to another site without asking it first, and Kit's own form of a form. */
const FORM_TYPES =
	/^(?:application\/x-www-form-urlencoded|application\/x-sveltekit-formdata|multipart\/form-data|text\/plain)\b/i;

export const handle: Handle = async ({ event, resolve }) => {
	const barred =
		refuseForeignOrigin(event) ??
		(await readUser(event)) ??
		refuseAnonymous(event) ??
		refuseBeyondScope(event);
	if (barred) return secured(barred);
	const respond = async () =>
		machineReadable(
			event,
			await resolve(event, {
				transformPageChunk: ({ html }) => html.replace('%caustic.theme%', event.locals.theme)
			})
		);
	if (!FOR_TOKENS.test(event.url.pathname)) return secured(await respond());
	return secured(await taggedByContent(event, await onceByKey(event, respond)));
};

/** Kit answers an unknown address, a wrong method or an unforeseen error with a page: machines get JSON always. */
function machineReadable({ url, locals }: RequestEvent, response: Response): Response {
	const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	if (response.status < 400 || isJson || !FOR_MACHINES.test(url.pathname)) return response;
	const [code, message] = UNFORESEEN[response.status] ?? UNFORESEEN[500];
	return json({ code, message, errorId: locals.errorId }, { status: response.status });
}

/** Who asks: by a token under api/v1, or else by a session. A token that does not stand is refused, whatever the session. */
async function readUser(event: RequestEvent): Promise<Response | null> {
	const { locals, request, url, cookies } = event;
	locals.theme = THEMES.find((theme) => theme === cookies.get('theme')) ?? 'dark';
	locals.newsMark = newsMark();
	locals.user = locals.sessionId = locals.token = null;
	locals.outcomes = outcomes(null);
	if (FOR_TOKENS.test(url.pathname) && request.headers.has('authorization'))
		return signInByToken(event);
	const session = await readSession(request.headers.get('cookie'));
	locals.user = session?.user ?? null;
	locals.sessionId = session?.sessionId ?? null;
	locals.outcomes = outcomes(locals.user);
	const cookie = session?.cookie;
	if (cookie) cookies.set(cookie.name, cookie.value, cookie.attributes);
	return null;
}

/**
 * Nothing that changes anything is taken from a page of another site: the only check there is of that (svelte.config.js
 * switches Kit's own off), so it covers all that Kit's did, and bodies that are no forms as well. A browser always says where a form comes from;
 * programs say nothing, and are taken for such when they send what no form can: another type of body, or a token.
 */
function refuseForeignOrigin({ request, url }: RequestEvent): Response | null {
	if (request.method === 'GET' || request.method === 'HEAD') return null;
	const origin = request.headers.get('origin');
	if (origin === url.origin) return null;
	const isForm = FORM_TYPES.test(request.headers.get('content-type') ?? '');
	const hasToken = FOR_TOKENS.test(url.pathname) && request.headers.has('authorization');
	if (origin === null && (!isForm || hasToken)) return null;
	return refused(403, 'NotPermitted', 'This request came from another site.');
}

function refuseAnonymous({ locals, route, url }: RequestEvent): Response | null {
	// An unknown address is a 404 for everyone.
	if (locals.user || route.id === null || OPEN.has(route.id)) return null;
	if (FOR_MACHINES.test(url.pathname)) return refused(401, 'NotSignedIn', 'Sign in first.');
	const next = url.pathname + url.search;
	redirect(303, next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
}

function refused(status: number, code: App.Refusal['code'], message: string): Response {
	return json({ code, message, field: undefined }, { status });
}

/** What a browser is told about every answer; the content security policy is Kit's (svelte.config.js). */
function secured(response: Response): Response {
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	// The image viewers stand in frames of our own pages, and say so.
	if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY');
	headers.set('referrer-policy', 'same-origin');
	headers.set('cross-origin-opener-policy', 'same-origin');
	headers.set('cross-origin-resource-policy', 'same-origin');
	return response;
}
