import { Failure } from '#schema/failure.ts';

/** The JSON object of a request; commands check its fields. An empty body is an empty object. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
	const text = await request.text();
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
