import { Failure } from '#schema/failure.ts';

/**
 * The bytes of a request's body, refused when they are more than `most`. What is refused is let by without being kept, up
 * to the server's own limit: a body left lying in its connection would block the next request there.
 */
export async function readLimited(request: Request, most: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let length = 0;
	try {
		for await (const part of request.body ?? []) {
			length += part.length;
			if (length <= most) parts.push(part);
			else parts.length = 0;
		}
	} catch (error) {
		// The server's own limit, met by what is announced or comes.
		refuseLongBody(request, most);
		if (length <= most) throw error;
	}
	if (length > most) throw tooLong(most);
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** Refuses what its sender announces as too long, before any of it is read. */
export function refuseLongBody(request: Request, most: number): void {
	if (Number(request.headers.get('content-length')) > most) throw tooLong(most);
}

function tooLong(most: number): Failure {
	const limit = most >= 2 ** 20 ? `${most / 2 ** 20} MB` : `${most / 1024} kB`;
	return new Failure(
		'Invalid',
		`This is too long: at most ${limit} are taken here. Nothing of it was kept; send less.`
	);
}
