import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';

/**
 * Gives a JSON answer the weak tag of what it says, and answers 304 to whoever has it already. The answer is made in any
 * case, so that no tag can be out of date; what is spared is the way.
 */
export async function taggedByContent(
	{ request }: RequestEvent,
	response: Response
): Promise<Response> {
	const isRead = request.method === 'GET' || request.method === 'HEAD';
	const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	if (!isRead || !isJson || response.status !== 200) return response;
	const text = await response.text();
	const headers = new Headers(response.headers);
	const tag = createHash('sha256').update(text).digest('base64url').slice(0, 22);
	headers.set('etag', `W/"${tag}"`);
	// Kept by whoever asked and nobody in between, and asked again each time.
	headers.set('cache-control', 'private, no-cache');
	headers.set('vary', 'cookie, authorization');
	if (!isKnown(request.headers.get('if-none-match'), tag)) return new Response(text, { headers });
	headers.delete('content-type');
	headers.delete('content-length');
	return new Response(null, { status: 304, headers });
}

/** Weakly compared, as RFC 9110 §13.1.2 has it. */
function isKnown(header: string | null, tag: string): boolean {
	const known = header?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
	return known.includes(`"${tag}"`) || known.includes('*');
}
