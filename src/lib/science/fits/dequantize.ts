/** How many random numbers the dither goes through before it starts again (FITS standard 4.0, appendix I). */
const RANDOMS = 10_000;
/** With SUBTRACTIVE_DITHER_2 this integer stands for a float of exactly 0 (FITS standard §10.2.2). */
const ZERO = -2147483646;

export interface Quantization {
	scale: number;
	zero: number;
	/** Integer that stands for NaN; null: none. */
	blank: number | null;
	/** First random number of the tile; null: without dither. */
	dither: { first: number; keepsZeros: boolean } | null;
}

/** The floats of a tile that was scaled to integers: (integer − random + ½)·scale + zero (FITS standard 4.0 §10.2, eq. 14). */
export function dequantize(integers: Int32Array, quantization: Quantization): Float32Array {
	const { scale, zero, blank, dither } = quantization;
	const pixels = new Float32Array(integers.length);
	if (dither !== null) undither(pixels, integers, { ...quantization, ...dither });
	else for (let i = 0; i < pixels.length; i++) pixels[i] = integers[i] * scale + zero;
	if (blank !== null) blankOut(pixels, integers, blank);
	return pixels;
}

/** Where the dither of a tile starts; tiles count from 0 and ZDITHER0 from 1. */
export function firstRandom(tile: number, seed: number): number {
	return (((tile + seed - 1) % RANDOMS) + RANDOMS) % RANDOMS;
}

function blankOut(pixels: Float32Array, integers: Int32Array, blank: number): void {
	// Where no tile has a blank, as in most, nothing is written.
	for (let i = integers.indexOf(blank); i >= 0; i = integers.indexOf(blank, i + 1)) pixels[i] = NaN;
}

function undither(
	pixels: Float32Array,
	integers: Int32Array,
	{ scale, zero, first, keepsZeros }: Quantization & { first: number; keepsZeros: boolean }
): void {
	const randoms = ditherRandoms();
	let start = first;
	let next = placeFrom(randoms, start);
	for (let i = 0; i < pixels.length; i++) {
		const integer = integers[i];
		const isZero = keepsZeros && integer === ZERO;
		pixels[i] = isZero ? 0 : (integer - randoms[next] + 0.5) * scale + zero;
		next++;
		if (next < RANDOMS) continue;
		start = (start + 1) % RANDOMS;
		next = placeFrom(randoms, start);
	}
}

/** In float32, as the standard's code multiplies. */
function placeFrom(randoms: Float32Array, start: number): number {
	return Math.trunc(Math.fround(randoms[start] * 500));
}

let made: Float32Array | null = null;

/** The sequence of Park & Miller (1988) that every writer of FITS uses (FITS standard 4.0, appendix I). */
function ditherRandoms(): Float32Array {
	if (made !== null) return made;
	const randoms = new Float32Array(RANDOMS);
	let seed = 1;
	for (let i = 0; i < RANDOMS; i++) {
		seed = (16807 * seed) % 2147483647;
		randoms[i] = seed / 2147483647;
	}
	made = randoms;
	return randoms;
}
