import type { PixelCoding } from './imageShape.ts';

/** Decodes stored (big-endian) pixels, such as some whole rows of an image; `stored` is left as it is. */
export function decodePixels(stored: Uint8Array, coding: PixelCoding): Float32Array {
	const pixels = new Float32Array(Math.floor((stored.length * 8) / Math.abs(coding.bitpix)));
	decodeInto(pixels, 0, stored, coding);
	return pixels;
}

/** As `decodePixels`, into `pixels` from place `at` on. */
export function decodeInto(
	pixels: Float32Array,
	at: number,
	stored: Uint8Array,
	coding: PixelCoding
): void {
	const count = Math.floor((stored.length * 8) / Math.abs(coding.bitpix));
	const target = pixels.subarray(at, at + count);
	if (coding.bitpix === -32) decodeFloats(target, stored);
	else decodeNumbers(target, stored, coding);
	scaleInPlace(target, coding);
}

/** Swaps bytes as 32-bit words: several times faster than a DataView. Every engine this runs on is little-endian. */
function decodeFloats(target: Float32Array, stored: Uint8Array): void {
	const words = new Uint32Array(target.buffer, target.byteOffset, target.length);
	// The constructor copies; slice() of a Buffer would not.
	const aligned = stored.byteOffset % 4 === 0 ? stored : new Uint8Array(stored);
	const swapped = new Uint32Array(aligned.buffer, aligned.byteOffset, target.length);
	for (let i = 0; i < words.length; i++) {
		const w = swapped[i];
		words[i] = (w << 24) | ((w & 0xff00) << 8) | ((w >>> 8) & 0xff00) | (w >>> 24);
	}
}

/** Scaling before the rounding to float32, which the integers of 32 and 64 bits need. */
function decodeNumbers(target: Float32Array, stored: Uint8Array, coding: PixelCoding): void {
	const { bscale, bzero, blank } = coding;
	const read = numberReader(stored, coding);
	for (let i = 0; i < target.length; i++) {
		const value = read(i);
		target[i] = value === blank ? NaN : value * bscale + bzero;
	}
}

function scaleInPlace(pixels: Float32Array, { bitpix, bscale, bzero }: PixelCoding): void {
	if (bitpix !== -32 || (bscale === 1 && bzero === 0)) return;
	for (let i = 0; i < pixels.length; i++) pixels[i] = pixels[i] * bscale + bzero;
}

function numberReader(stored: Uint8Array, { bitpix }: PixelCoding): (index: number) => number {
	const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength);
	if (bitpix === 8) return (i) => view.getUint8(i);
	if (bitpix === 16) return (i) => view.getInt16(i * 2);
	if (bitpix === 32) return (i) => view.getInt32(i * 4);
	if (bitpix === -64) return (i) => view.getFloat64(i * 8);
	return (i) => Number(view.getBigInt64(i * 8));
}
