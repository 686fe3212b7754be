import { Failure } from '#schema/failure.ts';
import { readLimited } from './readLimited.ts';

/** More than any command needs, and less than would hurt. */
const MOST_BYTES = 2 ** 20;

/** The JSON object of a request of at most `most` bytes; commands check its fields. An empty body is an empty object. */
export async function readBody(
	request: Request,
	most = MOST_BYTES
): Promise<Record<string, unknown>> {
	const text = new TextDecoder().decode(await readLimited(request, most));
	if (text === '') return {};
	const body = parsed(text);
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
	throw new Failure('Invalid', 'Send a JSON object.');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Failure('Invalid', 'The request’s body is not JSON.');
	}
}
