import { createHash } from 'node:crypto';
import type { Storage } from './storage.ts';

const PIECE_BYTES = 1 << 22;

/** A file in pieces of bounded size. */
export async function* filePieces(storage: Storage, path: string): AsyncGenerator<Uint8Array> {
	for (let at = 0; ; at += PIECE_BYTES) {
		const piece = await storage.readRange(path, at, at + PIECE_BYTES);
		if (piece.length > 0) yield piece;
		if (piece.length < PIECE_BYTES) return;
	}
}

/** Length and SHA-256 of what passes, in constant memory. */
export async function checksumOf(
	pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
): Promise<{ bytes: number; sha256: string }> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const piece of pieces) {
		hash.update(piece);
		bytes += piece.length;
	}
	return { bytes, sha256: hash.digest('hex') };
}
