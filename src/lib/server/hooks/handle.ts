import { json, redirect, type Handle, type RequestEvent } from '@sveltejs/kit';
import { readSession } from '../auth/session.ts';
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
const FOR_MACHINES = /^\/(?:api|cutouts|healthz)\b/;

export const handle: Handle = async ({ event, resolve }) => {
	const foreign = refuseForeignOrigin(event);
	if (foreign) return foreign;
	await readUser(event);
	event.locals.theme = THEMES.find((theme) => theme === event.cookies.get('theme')) ?? 'dark';
	const barred = refuseAnonymous(event);
	if (barred) return barred;
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%caustic.theme%', event.locals.theme)
	});
	const answer = machineReadable(event, response);
	secure(answer.headers);
	return answer;
};

/** Kit answers an unknown address, a wrong method or an unforeseen error with a page: machines get JSON always. */
function machineReadable({ url, locals }: RequestEvent, response: Response): Response {
	const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	if (response.status < 400 || isJson || !FOR_MACHINES.test(url.pathname)) return response;
	const [code, message] = UNFORESEEN[response.status] ?? UNFORESEEN[500];
	return json({ code, message, errorId: locals.errorId }, { status: response.status });
}

async function readUser(event: RequestEvent): Promise<void> {
	const session = await readSession(event.request.headers.get('cookie'));
	event.locals.user = session?.user ?? null;
	event.locals.sessionId = session?.sessionId ?? null;
	event.locals.outcomes = outcomes(event.locals.user);
	const cookie = session?.cookie;
	if (cookie) event.cookies.set(cookie.name, cookie.value, cookie.attributes);
}

/**
 * Kit checks the origin of forms only; a request without a content type would pass it. Nothing that changes anything
 * is taken from a page of another site.
 */
function refuseForeignOrigin({ request, url }: RequestEvent): Response | null {
	if (request.method === 'GET' || request.method === 'HEAD') return null;
	const origin = request.headers.get('origin');
	if (origin === null || origin === url.origin) return null;
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
	const response = json({ code, message, field: undefined }, { status });
	secure(response.headers);
	return response;
}

/** What a browser is told about every answer; the content security policy is Kit's (svelte.config.js). */
function secure(headers: Headers): void {
	headers.set('x-content-type-options', 'nosniff');
	// The image viewers stand in frames of our own pages, and say so.
	if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY');
	headers.set('referrer-policy', 'same-origin');
	headers.set('cross-origin-opener-policy', 'same-origin');
	headers.set('cross-origin-resource-policy', 'same-origin');
}
