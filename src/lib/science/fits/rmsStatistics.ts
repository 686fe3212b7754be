import { BadFits } from './badFits.ts';
import type { FitsMap } from './fitsMap.ts';

export interface RmsStatistics {
	rmsMedian: number;
	rmsMin: number;
	rmsMax: number;
}

/**
 * Median and range of a noise map in mJy/beam, over the pixels that are finite and above 0 (spec/pipeline.md §2.2). The
 * median is taken in float32, as the map is stored: of an even count the mean of the two in the middle, rounded.
 * @param pixelUnitMjy mJy/beam in the unit of the pixels (TelescopeProfile); 1000 for Jy/beam
 * @throws BadFits when no pixel is left
 */
export function rmsStatistics(pixels: Float32Array, pixelUnitMjy = 1000): RmsStatistics {
	return statisticsOf(() => [pixels], pixelUnitMjy);
}

/** A map up to this many pixels (128 MB) is decoded once and held; a larger one is decoded in bands, twice. */
const HELD_PIXELS = 2 ** 25;
const BAND_PIXELS = 2 ** 22;

/** As `rmsStatistics`, of a map that need not fit into memory. */
export function noiseStatistics(map: FitsMap, pixelUnitMjy = 1000): RmsStatistics {
	const { nx, ny } = map;
	if (nx * ny > HELD_PIXELS) return statisticsOf(() => bandsOf(map), pixelUnitMjy);
	return rmsStatistics(map.window(0, 0, nx, ny), pixelUnitMjy);
}

function* bandsOf(map: FitsMap): Generator<Float32Array> {
	const rows = Math.max(1, Math.floor(BAND_PIXELS / map.nx));
	for (let y = 0; y < map.ny; y += rows) {
		yield map.window(0, y, map.nx, Math.min(map.ny, y + rows));
	}
}

/**
 * Positive floats sort as their bits do: a histogram of the upper 16 bits finds where the smallest, the middle and the
 * largest pixel lie, a second look at the lower 16 bits there finds them exactly. Nothing is sorted or copied.
 */
function statisticsOf(pieces: () => Iterable<Float32Array>, pixelUnitMjy: number): RmsStatistics {
	const upper = new Int32Array(NEGATIVE * 2);
	for (const pixels of pieces()) countUpper(upper, wordsOf(pixels));
	const usable = upper.subarray(0, INFINITE);
	const count = usable.reduce((sum, pixels) => sum + pixels, 0);
	if (count === 0) throw new BadFits('The noise map has no pixel above 0.');
	const ranks = [0, (count - 1) >> 1, count >> 1, count - 1].map((rank) => rankIn(usable, rank));
	const lower = new Map(ranks.map(({ bin }) => [bin, new Int32Array(0x10000)]));
	for (const pixels of pieces()) countLower(lower, wordsOf(pixels));
	const [smallest, low, high, largest] = ranks.map(({ bin, rank }) =>
		floatOf((bin << 16) | rankIn(lower.get(bin) ?? usable, rank).bin)
	);
	return {
		rmsMedian: Math.fround(Math.fround(low + high) / 2) * pixelUnitMjy,
		rmsMin: smallest * pixelUnitMjy,
		rmsMax: largest * pixelUnitMjy
	};
}

/** Upper 16 bits of float32 infinity, which those of NaN are not below, and of −0, which those of negative floats are not below. */
const INFINITE = 0x7f80;
const NEGATIVE = 0x8000;

function wordsOf(pixels: Float32Array): Int32Array {
	return new Int32Array(pixels.buffer, pixels.byteOffset, pixels.length);
}

function floatOf(bits: number): number {
	return new Float32Array(Int32Array.of(bits).buffer)[0];
}

/** All but zeros. Neighbours fall into the same bin, and counting there in two tables need not wait for the one before. */
function countUpper(bins: Int32Array, words: Int32Array): void {
	const odd = new Int32Array(bins.length);
	const pairs = words.length & ~1;
	let zeros = 0;
	for (let i = 0; i < pairs; i += 2) {
		const word = words[i];
		const next = words[i + 1];
		bins[word >>> 16]++;
		odd[next >>> 16]++;
		if (word === 0) zeros++;
		if (next === 0) zeros++;
	}
	if (pairs < words.length && words[pairs] !== 0) bins[words[pairs] >>> 16]++;
	bins[0] -= zeros;
	for (let bin = 0; bin < bins.length; bin++) bins[bin] += odd[bin];
}

/** The lower bits of the pixels whose upper bits are asked for. */
function countLower(lower: ReadonlyMap<number, Int32Array>, words: Int32Array): void {
	const isAsked = new Uint8Array(NEGATIVE * 2);
	for (const upperBits of lower.keys()) isAsked[upperBits] = 1;
	for (let i = 0; i < words.length; i++) {
		const word = words[i];
		if (isAsked[word >>> 16] === 0 || word === 0) continue;
		const bins = lower.get(word >>> 16);
		if (bins !== undefined) bins[word & 0xffff]++;
	}
}

/** The bin that holds the value of this rank (from 0), and its rank within the bin. */
function rankIn(bins: Int32Array, rank: number): { bin: number; rank: number } {
	let before = 0;
	for (let bin = 0; bin < bins.length; bin++) {
		if (before + bins[bin] > rank) return { bin, rank: rank - before };
		before += bins[bin];
	}
	return { bin: bins.length - 1, rank: 0 };
}
