import { Failure } from '#schema/failure.ts';

/** The bytes of a request's body, refused as soon as they are known to be more than `most`: by their announced number, or while they come. */
export async function readLimited(request: Request, most: number): Promise<Uint8Array> {
	refuseLongBody(request, most);
	const parts: Uint8Array[] = [];
	let length = 0;
	// Kit's body stops at its own limit with an error of another kind; ours is reached first.
	for await (const part of request.body ?? []) {
		length += part.length;
		if (length > most) throw tooLong(most);
		parts.push(part);
	}
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
		`This is too long: at most ${limit} are taken here. Nothing of it was read; send less.`
	);
}
