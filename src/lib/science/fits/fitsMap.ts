import type { FitsHeader } from './header.ts';

/**
 * An image of the sky that is read by windows, squeezed to two dimensions. Pixels count from 0, in the unit BUNIT names
 * (Jy/beam for ASKAP). NaN means not measured and is kept. Always float32: for BITPIX 32, 64 and -64 that is a rounding.
 */
export interface FitsMap {
	header: FitsHeader;
	nx: number;
	ny: number;
	/** Pixels [x0, x1) × [y0, y1), row by row. Whole numbers inside the image; a fresh array. */
	window(x0: number, y0: number, x1: number, y1: number): Float32Array;
	/**
	 * All pixels as they are stored, where that is plain big-endian float32: pairs of 16-bit halves, some at a time. A piece
	 * holds until the next one is asked for.
	 */
	storedFloats?: () => Iterable<Uint16Array>;
}

/** Where the bytes of a file come from: memory, or sections of a file. Blocking; offset and length lie inside the file. */
export interface ByteSource {
	bytes: number;
	read(offset: number, length: number): Uint8Array;
	/** As `read`, into memory that the caller uses again; not there where reading copies nothing anyway. */
	readInto?(offset: number, target: Uint8Array): void;
}

/** What reading compressed tiles needs from outside: this room has no zlib. */
export interface FitsDecoders {
	/** The content of a whole gzip member; refuses to grow beyond `mostBytes`. @throws Error */
	gunzip(packed: Uint8Array, mostBytes: number): Uint8Array;
}
