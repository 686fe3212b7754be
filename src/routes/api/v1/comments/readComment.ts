import { MAX_COMMENT_BYTES } from '#schema/comment.ts';
import { Failure } from '#schema/failure.ts';
import { readLimited } from '../readLimited.ts';

/** The JSON object of a request about a comment, of a length that one can have; without a commandId it is sent for the first time. */
export async function readComment(request: Request): Promise<Record<string, unknown>> {
	const text = new TextDecoder().decode(await readLimited(request, MAX_COMMENT_BYTES));
	const body = parsed(text === '' ? '{}' : text);
	if (typeof body === 'object' && body !== null && !Array.isArray(body))
		return { commandId: crypto.randomUUID(), ...body };
	throw new Failure('Invalid', 'Send a JSON object.');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Failure('Invalid', 'The request’s body is not JSON.');
	}
}
