import type { CatalogueFile } from './openedTable.ts';

const PIECE_BYTES = 2 ** 18;

/** The bytes of a file one after the other. */
export async function* filePieces(
	file: CatalogueFile,
	from = 0,
	to = file.bytes
): AsyncGenerator<Uint8Array> {
	for (let at = from; at < to;) {
		const piece = await file.read(at, Math.min(PIECE_BYTES, to - at));
		if (piece.length === 0) return;
		at += piece.length;
		yield piece;
	}
}

/** The text of a file, in pieces that break no character. */
export async function* textPieces(file: CatalogueFile): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	for await (const piece of filePieces(file)) yield decoder.decode(piece, { stream: true });
	yield decoder.decode();
}
