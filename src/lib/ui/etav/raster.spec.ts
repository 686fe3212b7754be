import { expect, test } from 'vitest';
import { binPoints, emptyBins } from '#science/table/densityBins.ts';
import { gridPoints } from '#science/table/densityGrid.ts';
import { densityRamp, rgbOf, word } from './cividis.ts';
import { paintBins, putStamp, stampOf, type Raster } from './raster.ts';

const blank = (width: number, height: number): Raster => ({
	pixels: new Uint32Array(width * height),
	width,
	height
});
const lightness = (pixel: number) =>
	0.2126 * (pixel & 255) + 0.7152 * ((pixel >> 8) & 255) + 0.0722 * ((pixel >> 16) & 255);

test('the ramp goes one way, away from its background', () => {
	for (const isDark of [true, false]) {
		const shades = [...densityRamp(isDark)].map(lightness);
		const steps = shades.slice(1).map((shade, i) => (shade - shades[i]) * (isDark ? 1 : -1));
		expect(Math.min(...steps)).toBeGreaterThanOrEqual(-0.5);
		expect(Math.abs(shades[255] - shades[0])).toBeGreaterThan(120);
	}
});

test('colours are read as the browser writes them', () => {
	expect(rgbOf('rgb(18, 23, 29)')).toEqual([18, 23, 29]);
	expect(rgbOf('color(srgb 1 0.5 0)')).toEqual([255, 128, 0]);
	expect(word(1, 2, 3)).toBe(0xff030201);
});

test('crowded bins take the far end of the ramp, empty ones stay clear, up is up', () => {
	const x = Float32Array.of(0.1, 0.1, 0.1, 0.1, 0.9);
	const y = Float32Array.of(0.9, 0.9, 0.9, 0.9, 0.1);
	const bins = emptyBins(2, 2);
	binPoints(gridPoints(x, y), { xMin: 0, xMax: 1, yMin: 0, yMax: 1 }, bins, null);
	const raster = blank(4, 4);
	const ramp = densityRamp(true);
	paintBins(raster, bins, ramp, null);
	expect(raster.pixels[0]).toBe(ramp[255]);
	expect(raster.pixels[3]).toBe(0);
	expect(raster.pixels[15]).toBe(ramp[Math.round((Math.log1p(1) / Math.log1p(4)) * 255)]);
});

test('every pixel belongs to one bin, however many pixels a bin has', () => {
	const at = Float32Array.from({ length: 49 }, (_, i) => (i % 7) + 0.5);
	const lines = Float32Array.from({ length: 49 }, (_, i) => Math.floor(i / 7) + 0.5);
	const bins = emptyBins(7, 7);
	binPoints(gridPoints(at, lines), { xMin: 0, xMax: 7, yMin: 0, yMax: 7 }, bins, null);
	const raster = blank(16, 10);
	paintBins(raster, bins, densityRamp(true), null);
	expect(raster.pixels.every((pixel) => pixel !== 0)).toBe(true);
});

test('a sign is whole in its middle, smooth at its edge, and stops at the border', () => {
	const raster = blank(9, 9);
	const red = word(255, 0, 0);
	putStamp(raster, stampOf('disc', 3), 4.5, 4.5, red);
	expect(raster.pixels[4 * 9 + 4]).toBe(red);
	expect(raster.pixels[0]).toBe(0);
	expect(raster.pixels.some((pixel) => pixel >>> 24 > 0 && pixel >>> 24 < 255)).toBe(true);
	const before = raster.pixels.length;
	putStamp(raster, stampOf('disc', 3), -1, 20, red);
	expect(raster.pixels).toHaveLength(before);
	const ring = blank(9, 9);
	putStamp(ring, stampOf('ring', 3), 4.5, 4.5, red);
	expect(ring.pixels[4 * 9 + 4]).toBe(0);
});
