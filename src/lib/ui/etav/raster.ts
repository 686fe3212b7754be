import type { DensityBins } from '#science/table/densityBins.ts';
import { placeOnScale, type ColourScale } from '#science/table/colourScale.ts';

/** Pixels of a canvas as little-endian RGBA words, line by line from the top. */
export interface Raster {
	pixels: Uint32Array;
	width: number;
	height: number;
}

/** How much of each pixel of a small square a sign covers, 0 to 255. */
export interface Stamp {
	side: number;
	cover: Uint8Array;
}

/** Colours of bins: how crowded they are by logarithm, or the mean of a field. Empty bins are left as they are. */
export function paintBins(
	raster: Raster,
	bins: DensityBins,
	ramp: Uint32Array,
	scale: ColourScale | null
): void {
	const { columns, lines, counts } = bins;
	const perCount = 255 / Math.log1p(largest(counts));
	for (let line = 0; line < lines; line++) {
		// Bins count from the bottom, pixels from the top.
		const top = Math.round(((lines - 1 - line) * raster.height) / lines);
		const bottom = Math.round(((lines - line) * raster.height) / lines);
		for (let column = 0; column < columns; column++) {
			const bin = line * columns + column;
			if (counts[bin] === 0) continue;
			const shade = scale ? meanShade(bins, bin, scale) : Math.log1p(counts[bin]) * perCount;
			const left = Math.round((column * raster.width) / columns);
			const right = Math.round(((column + 1) * raster.width) / columns);
			const colour = ramp[Math.round(shade)];
			// Two or three pixels a line: writing them is faster than fill().
			for (let y = top; y < bottom; y++) {
				const from = y * raster.width;
				for (let at = from + left; at < from + right; at++) raster.pixels[at] = colour;
			}
		}
	}
}

function meanShade({ sums, valued }: DensityBins, bin: number, scale: ColourScale): number {
	const place = valued[bin] === 0 ? 0 : placeOnScale(scale, sums[bin] / valued[bin]);
	return Number.isNaN(place) ? 0 : place * 255;
}

function largest(counts: Uint32Array): number {
	let most = 1;
	for (let i = 0; i < counts.length; i++) if (counts[i] > most) most = counts[i];
	return most;
}

/** Lays a sign over the pixels, its middle at x and y. What falls outside is left off. */
export function putStamp(raster: Raster, stamp: Stamp, x: number, y: number, colour: number): void {
	const { side, cover } = stamp;
	const left = Math.round(x - side / 2);
	const top = Math.round(y - side / 2);
	const { pixels, width, height } = raster;
	for (let line = 0; line < side; line++) {
		const py = top + line;
		if (py < 0 || py >= height) continue;
		for (let column = 0; column < side; column++) {
			const px = left + column;
			const covered = cover[line * side + column];
			if (covered === 0 || px < 0 || px >= width) continue;
			const at = py * width + px;
			pixels[at] = covered === 255 ? colour : blend(pixels[at], colour, covered);
		}
	}
}

/** Colour over what is there, which may be see-through (alpha 0). */
function blend(under: number, over: number, cover: number): number {
	const underAlpha = under >>> 24;
	if (underAlpha === 0) return ((over & 0xffffff) | (cover << 24)) >>> 0;
	const mix = (shift: number) => {
		const from = (under >>> shift) & 255;
		return Math.round(from + ((((over >>> shift) & 255) - from) * cover) / 255);
	};
	const alpha = Math.max(underAlpha, cover);
	return ((alpha << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}

export type Sign = 'disc' | 'diamond' | 'square' | 'ring';

/** A sign of this radius in pixels, its edges smooth (each pixel sampled 4 × 4). */
export function stampOf(sign: Sign, radius: number): Stamp {
	const side = 2 * Math.ceil(radius) + 2;
	const cover = new Uint8Array(side * side);
	const middle = side / 2;
	for (let pixel = 0; pixel < cover.length; pixel++) {
		let inside = 0;
		for (let sample = 0; sample < 16; sample++) {
			const x = (pixel % side) + ((sample % 4) + 0.5) / 4 - middle;
			const y = Math.floor(pixel / side) + (Math.floor(sample / 4) + 0.5) / 4 - middle;
			if (INSIDE[sign](x, y, radius)) inside++;
		}
		cover[pixel] = Math.round((inside * 255) / 16);
	}
	return { side, cover };
}

const INSIDE: Record<Sign, (x: number, y: number, radius: number) => boolean> = {
	disc: (x, y, radius) => Math.hypot(x, y) <= radius,
	diamond: (x, y, radius) => Math.abs(x) + Math.abs(y) <= radius * 1.25,
	square: (x, y, radius) => isEdge(Math.max(Math.abs(x), Math.abs(y)), radius),
	ring: (x, y, radius) => isEdge(Math.hypot(x, y), radius)
};

/** Of hollow signs, the line around them. */
function isEdge(distance: number, radius: number): boolean {
	return distance <= radius && distance >= radius * 0.62;
}
