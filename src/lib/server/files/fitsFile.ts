import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { BadFits } from '#science/fits/badFits.ts';
import type { ByteSource, FitsDecoders, FitsMap } from '#science/fits/fitsMap.ts';
import { openFitsMap } from '#science/fits/openFitsMap.ts';

export const fitsDecoders: FitsDecoders = {
	gunzip: (packed, mostBytes) => gunzipSync(packed, { maxOutputLength: mostBytes })
};

/** An image on disk of which windows are read as they are asked for. */
export interface FitsFile extends FitsMap {
	close(): void;
}

/**
 * Opens the image of a FITS file on the local disk. Blocks: for numeric threads. Whether the path may be read is for the
 * storage to say.
 * @throws BadFits and what the file system says
 */
export function openFitsFile(path: string): FitsFile {
	const file = openSync(path, 'r');
	try {
		const map = openFitsMap(sourceOf(file), fitsDecoders);
		return { ...map, close: () => closeSync(file) };
	} catch (error) {
		closeSync(file);
		throw error;
	}
}

function sourceOf(file: number): ByteSource {
	function readInto(offset: number, target: Uint8Array): void {
		for (let filled = 0; filled < target.length;) {
			const read = readSync(file, target, filled, target.length - filled, offset + filled);
			if (read === 0) throw new BadFits('The file became shorter while it was read.');
			filled += read;
		}
	}
	return {
		bytes: fstatSync(file).size,
		readInto,
		read(offset, length) {
			const bytes = new Uint8Array(length);
			readInto(offset, bytes);
			return bytes;
		}
	};
}
