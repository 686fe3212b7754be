import type { RequestEvent } from '@sveltejs/kit';
import { endpointKey } from '#schema/api/endpoint.ts';
import { endpointAt } from '#schema/api/endpoints.ts';
import { Failure } from '#schema/failure.ts';
import { readBody } from './readBody.ts';

/** As much of a request as says what a command is to do. */
export interface Asking extends Pick<RequestEvent, 'request'> {
	params: Record<string, string | undefined>;
	route: { id: string | null };
}

/**
 * What a request gives its command: the JSON object of its body of at most `most` bytes, over it what the address says (the
 * endpoint's `fills`), and the id under which it is carried out once.
 */
export async function givenBy(asking: Asking, most?: number): Promise<Record<string, unknown>> {
	const { request, params, route } = asking;
	const body = await readBody(request, most);
	const fills = endpointAt(endpointKey(request.method, route.id ?? ''))?.fills ?? {};
	const filled: Record<string, unknown> = {};
	for (const [part, field] of Object.entries(fills)) filled[field] = params[part];
	return { ...body, ...(await commandIdIn(request, body)), ...filled };
}

const LONGEST_KEY = 255;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `Idempotency-Key` names the command: sent again under it, it answers as the first time and changes nothing. */
export async function commandIdIn(
	request: Request,
	body: Record<string, unknown> = {}
): Promise<{ commandId: unknown }> {
	const key = request.headers.get('idempotency-key');
	if (key === null) return { commandId: body.commandId ?? crypto.randomUUID() };
	if (key === '' || key.length > LONGEST_KEY)
		throw new Failure(
			'Invalid',
			`An Idempotency-Key has 1 to ${LONGEST_KEY} characters; a random UUID is a good one.`,
			'Idempotency-Key'
		);
	return { commandId: UUID.test(key) ? key.toLowerCase() : await uuidOf(key) };
}

/** Always the same UUID for the same text (version 8, RFC 9562: made by a rule of one's own). */
async function uuidOf(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	const bytes = new Uint8Array(digest).subarray(0, 16);
	bytes[6] = (bytes[6] & 0x0f) | 0x80;
	bytes[8] = (bytes[8] & 0x3f) | 0x80;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
