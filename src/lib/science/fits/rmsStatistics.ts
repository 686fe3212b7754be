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
	return statisticsOf({ pieces: () => [halvesOf(pixels)], ...DECODED }, pixelUnitMjy);
}

/** A map up to this many pixels (128 MB) is decoded once and held; a larger one is decoded in bands, twice. */
const HELD_PIXELS = 2 ** 25;
const BAND_PIXELS = 2 ** 22;

/** As `rmsStatistics`, of a map that need not fit into memory. Plain float32 is not even decoded. */
export function noiseStatistics(map: FitsMap, pixelUnitMjy = 1000): RmsStatistics {
	const { nx, ny, storedFloats } = map;
	if (storedFloats) return statisticsOf({ pieces: storedFloats, ...STORED }, pixelUnitMjy);
	if (nx * ny <= HELD_PIXELS) return rmsStatistics(map.window(0, 0, nx, ny), pixelUnitMjy);
	return statisticsOf({ pieces: () => bandsOf(map), ...DECODED }, pixelUnitMjy);
}

function* bandsOf(map: FitsMap): Generator<Uint16Array> {
	const rows = Math.max(1, Math.floor(BAND_PIXELS / map.nx));
	for (let y = 0; y < map.ny; y += rows) {
		yield halvesOf(map.window(0, y, map.nx, Math.min(map.ny, y + rows)));
	}
}

/** Float32 pixels as pairs of 16-bit halves. */
interface Halves {
	pieces: () => Iterable<Uint16Array>;
	/** Place of the half with sign, exponent and leading digits in each pair. */
	upper: 0 | 1;
	/** The two bytes of each half stand the wrong way round. */
	areSwapped: boolean;
}

const DECODED = { upper: 1, areSwapped: false } as const;
/** Big-endian, as FITS stores them; every engine this runs on is little-endian. */
const STORED = { upper: 0, areSwapped: true } as const;

function halvesOf(pixels: Float32Array): Uint16Array {
	return new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.length * 2);
}

/** Upper halves from here on are of infinity, NaN and negative numbers. */
const UNUSABLE = 0x7f80;
const N_HALVES = 0x10000;

/**
 * Positive floats sort as their bits do: a histogram of the upper halves finds in which of them the middle and the ends lie,
 * histograms of the lower halves there find them exactly. Nothing is sorted or copied.
 */
function statisticsOf(halves: Halves, pixelUnitMjy: number): RmsStatistics {
	const upper = upperBins(halves);
	const count = upper.reduce((sum, n) => sum + n, 0);
	if (count === 0) throw new BadFits('The noise map has no pixel above 0.');
	const ranks = [(count - 1) >> 1, count >> 1, 0, count - 1].map((rank) => rankIn(upper, rank));
	const lower = lowerBins(halves, [...new Set(ranks.map(({ bin }) => bin))]);
	const [low, high, smallest, largest] = ranks.map(({ bin, rank }) =>
		floatOf((bin << 16) | rankIn(lower.get(bin) ?? upper, rank).bin)
	);
	return {
		rmsMedian: Math.fround(Math.fround(low + high) / 2) * pixelUnitMjy,
		rmsMin: smallest * pixelUnitMjy,
		rmsMax: largest * pixelUnitMjy
	};
}

/** How many usable pixels have each upper half. */
function upperBins(halves: Halves): Uint32Array {
	const raw = new Uint32Array(N_HALVES);
	for (const piece of halves.pieces()) countEach(raw, piece, halves.upper);
	const bins = inOrder(raw, halves).slice(0, UNUSABLE);
	// Zeros share theirs with the smallest floats there are.
	if (bins[0] > 0) bins[0] -= countZeros(halves);
	return bins;
}

/** The lower halves of the pixels with these upper ones. */
function lowerBins(halves: Halves, wanted: number[]): Map<number, Uint32Array> {
	const raw = wanted.map(() => new Uint32Array(N_HALVES));
	const slots = new Int8Array(N_HALVES).fill(-1);
	wanted.forEach((bin, slot) => (slots[halves.areSwapped ? swapped(bin) : bin] = slot));
	for (const piece of halves.pieces()) countLower(raw, piece, { slots, upper: halves.upper });
	const found = raw.map((bins) => inOrder(bins, halves));
	wanted.forEach((bin, slot) => {
		if (bin === 0) found[slot][0] = 0;
	});
	return new Map(wanted.map((bin, slot) => [bin, found[slot]]));
}

function countEach(bins: Uint32Array, piece: Uint16Array, upper: 0 | 1): void {
	for (let i = upper; i < piece.length; i += 2) bins[piece[i]]++;
}

function countLower(
	raw: Uint32Array[],
	piece: Uint16Array,
	{ slots, upper }: { slots: Int8Array; upper: 0 | 1 }
): void {
	const lower = 1 - 2 * upper;
	for (let i = upper; i < piece.length; i += 2) {
		const slot = slots[piece[i]];
		if (slot >= 0) raw[slot][piece[i + lower]]++;
	}
}

function countZeros({ pieces }: Halves): number {
	let zeros = 0;
	for (const piece of pieces()) {
		for (let i = 0; i < piece.length; i += 2) if (piece[i] === 0 && piece[i + 1] === 0) zeros++;
	}
	return zeros;
}

function swapped(half: number): number {
	return ((half & 0xff) << 8) | (half >> 8);
}

function inOrder(bins: Uint32Array, { areSwapped }: Halves): Uint32Array {
	return areSwapped ? bins.map((_, half) => bins[swapped(half)]) : bins;
}

function floatOf(bits: number): number {
	return new Float32Array(Uint32Array.of(bits).buffer)[0];
}

/** The bin that holds the value of this rank (from 0), and its rank within the bin. */
function rankIn(bins: Uint32Array, rank: number): { bin: number; rank: number } {
	let before = 0;
	for (let bin = 0; bin < bins.length; bin++) {
		if (before + bins[bin] > rank) return { bin, rank: rank - before };
		before += bins[bin];
	}
	return { bin: bins.length - 1, rank: 0 };
}
