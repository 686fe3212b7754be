import { pipeline, Readable } from 'node:stream';
import { constants, crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive, its text made when its turn comes. */
export interface ZipEntry {
	name: string;
	text: Iterable<string> | AsyncIterable<string>;
}

/**
 * A ZIP archive piece by piece, no faster than the pieces are taken: what is in memory is one piece of one text. Checksums
 * and sizes follow each file, for they are not known before (APPNOTE 6.3.10, §4.3.9).
 */
export async function* zipPieces(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
	const directory: Uint8Array[] = [];
	let offset = 0;
	for (const { name, text } of entries) {
		const fileName = Buffer.from(name);
		const header = Buffer.concat([localHeader(fileName), fileName]);
		yield header;
		const written: Written = { crc: 0, size: 0, packedSize: 0 };
		yield* packed(text, written);
		yield descriptor(written);
		directory.push(directoryHeader(fileName, { ...written, offset }), fileName);
		offset += header.length + written.packedSize + DESCRIPTOR_BYTES;
		if (Math.max(offset, written.size) > MOST_BYTES)
			throw new Error(`An archive with ${name} takes more than 4 GB.`);
	}
	const listed = Buffer.concat(directory);
	yield Buffer.concat([listed, endOfDirectory(entries.length, listed.length, offset)]);
}

/** Larger archives need another form. */
const MOST_BYTES = 0xffffffff;
const DESCRIPTOR_BYTES = 16;
/** Sizes follow the file; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: an archive of the same rows is the same whenever it is made. */
const NO_DATE = 0x0021;

interface Written {
	crc: number;
	/** Bytes. */
	size: number;
	packedSize: number;
}

async function* packed(text: ZipEntry['text'], written: Written): AsyncGenerator<Uint8Array> {
	async function* counted() {
		for await (const piece of text) {
			const bytes = Buffer.from(piece);
			written.crc = crc32(bytes, written.crc);
			written.size += bytes.length;
			yield bytes;
		}
	}
	const source = Readable.from(counted());
	// The fastest: rows of numbers are hardly smaller after four times the work.
	const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED });
	// What fails in either stream ends the loop below with its error.
	pipeline(source, deflate, () => undefined);
	try {
		for await (const piece of deflate) {
			// A stream without an encoding gives bytes.
			const bytes = piece as Buffer;
			written.packedSize += bytes.length;
			yield bytes;
		}
	} finally {
		source.destroy();
	}
}

function localHeader(fileName: Buffer): Buffer {
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(FLAGS, 6);
	header.writeUInt16LE(DEFLATED, 8);
	header.writeUInt16LE(NO_DATE, 12);
	header.writeUInt16LE(fileName.length, 26);
	return header;
}

function descriptor({ crc, size, packedSize }: Written): Buffer {
	const bytes = Buffer.alloc(DESCRIPTOR_BYTES);
	bytes.writeUInt32LE(0x08074b50, 0);
	bytes.writeUInt32LE(crc, 4);
	bytes.writeUInt32LE(packedSize, 8);
	bytes.writeUInt32LE(size, 12);
	return bytes;
}

function directoryHeader(fileName: Buffer, entry: Written & { offset: number }): Buffer {
	const header = Buffer.alloc(46);
	header.writeUInt32LE(0x02014b50, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(VERSION, 6);
	header.writeUInt16LE(FLAGS, 8);
	header.writeUInt16LE(DEFLATED, 10);
	header.writeUInt16LE(NO_DATE, 14);
	header.writeUInt32LE(entry.crc, 16);
	header.writeUInt32LE(entry.packedSize, 20);
	header.writeUInt32LE(entry.size, 24);
	header.writeUInt16LE(fileName.length, 28);
	header.writeUInt32LE(entry.offset, 42);
	return header;
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries, 8);
	end.writeUInt16LE(entries, 10);
	end.writeUInt32LE(bytes, 12);
	end.writeUInt32LE(offset, 16);
	return end;
}
