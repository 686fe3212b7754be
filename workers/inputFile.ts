import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { InputFile } from '#schema/image.ts';

const CHUNK_BYTES = 1 << 20;
/** Used again for every file: fresh memory costs more than the reading. */
const chunk = Buffer.alloc(CHUNK_BYTES);

/** Size, date and SHA-256 of a file. Blocks: for threads. */
export function inputFile(path: string): InputFile {
	const fd = openSync(path, 'r');
	try {
		const hash = createHash('sha256');
		for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk))
			hash.update(chunk.subarray(0, read));
		const { size, mtimeMs } = fstatSync(fd);
		return { path, bytes: size, modifiedMs: mtimeMs, sha256: hash.digest('hex') };
	} finally {
		closeSync(fd);
	}
}
