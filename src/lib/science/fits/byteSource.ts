import type { ByteSource } from './fitsMap.ts';

/** A file that is in memory as a whole. Sections are views of it, not copies. */
export function byteSource(bytes: Uint8Array): ByteSource {
	return {
		bytes: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + length)
	};
}
