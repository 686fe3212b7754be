import { handle } from '#server/hooks/handle.ts';
import { API_ROOT, endpointKey } from '#schema/api/endpoint.ts';
import { API_PARTS } from '#schema/api/endpoints.ts';
import type { RequestEvent } from '@sveltejs/kit';

type Handler = (event: RequestEvent) => Promise<Response> | Response;

const modules = import.meta.glob<Record<string, Handler>>('../../src/routes/api/v1/**/+server.ts');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Of everything that is declared: `GET /runs/{id}`. */
export const ENDPOINT_KEYS = Object.values(API_PARTS).flatMap((part) => Object.keys(part));

type Handlers = Map<string, { routeId: string; handler: Handler }>;
let found: Promise<Handlers> | null = null;

/** Every handler under api/v1 by its key: `POST /candidates/{id}/vote`. */
export function handlersByKey(): Promise<Handlers> {
	found ??= loadHandlers();
	return found;
}

async function loadHandlers(): Promise<Handlers> {
	const found: Handlers = new Map();
	for (const [file, load] of Object.entries(modules)) {
		const routeId = file.slice('../../src/routes'.length, -'/+server.ts'.length);
		for (const [method, handler] of Object.entries(await load()))
			if (METHODS.includes(method)) found.set(endpointKey(method, routeId), { routeId, handler });
	}
	return found;
}

interface Call {
	/** Parts of the path, in place of its braces. */
	params?: Record<string, string>;
	query?: string;
	body?: BodyInit | null;
	headers?: Record<string, string>;
}

/** Asks an endpoint as the web server does: through the hook, and then its handler. */
export async function call(key: string, { params = {}, query = '', ...sent }: Call = {}) {
	const { routeId, handler } = (await handlersByKey()).get(key) ?? unknown(key);
	const [method, path] = key.split(' ');
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent((params[name] ?? 'x').replace(/\p{Cs}/gu, '�'))
	);
	const url = new URL(`http://localhost${API_ROOT}${filled}${query && `?${query}`}`);
	const cookies = new Map<string, string>();
	const event = {
		url,
		params,
		route: { id: routeId },
		request: new Request(url, {
			method,
			body: sent.body,
			headers: { ...(sent.body ? { 'content-type': 'application/json' } : {}), ...sent.headers }
		}),
		locals: {},
		cookies: { get: () => undefined, set: (name: string) => void cookies.set(name, '') }
	};
	// A route and the hook read no more of their event than this.
	const asked = event as unknown as RequestEvent;
	return handle({ event: asked, resolve: (given) => handler(given) });
}

function unknown(key: string): never {
	throw new Error(`No route answers ${key}`);
}
