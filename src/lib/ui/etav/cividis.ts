/**
 * A ramp of 256 colours, perceptually even and the same to colour-blind eyes (cividis: Nuñez, Anderton & Renslow 2018,
 * PLOS ONE 13 e0199239; as the polynomial of d3-scale-chromatic), as little-endian RGBA words. The end that would sink
 * into the background is left off, and more is always further from the background: brighter on dark, darker on light.
 */
export function densityRamp(isDark: boolean): Uint32Array {
	const ramp = new Uint32Array(256);
	for (let i = 0; i < 256; i++) {
		const share = i / 255;
		const [red, green, blue] = cividis(isDark ? 0.28 + 0.72 * share : 0.78 - 0.78 * share);
		ramp[i] = word(red, green, blue);
	}
	return ramp;
}

/** One opaque pixel. */
export function word(red: number, green: number, blue: number): number {
	return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Red, green and blue of `rgb(…)` as getComputedStyle gives colours; black of anything else. */
export function rgbOf(css: string): [number, number, number] {
	const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number);
	// color(srgb …) counts to 1.
	const scale = css.startsWith('color(') ? 255 : 1;
	return [Math.round(red * scale), Math.round(green * scale), Math.round(blue * scale)];
}

/** `linear-gradient` of a ramp, for its legend. */
export function rampGradient(ramp: Uint32Array): string {
	const stops = Array.from({ length: 9 }, (_, i) => {
		const pixel = ramp[Math.round((i / 8) * 255)];
		return `rgb(${pixel & 255} ${(pixel >> 8) & 255} ${(pixel >> 16) & 255})`;
	});
	return `linear-gradient(to right, ${stops.join(', ')})`;
}

function cividis(t: number): [number, number, number] {
	const red = -4.54 - t * (35.34 - t * (2381.73 - t * (6402.7 - t * (7024.72 - t * 2710.57))));
	const green = 32.49 + t * (170.73 + t * (52.82 - t * (131.46 - t * (176.58 - t * 67.37))));
	const blue = 81.24 + t * (442.36 - t * (2482.43 - t * (6167.24 - t * (6614.94 - t * 2475.67))));
	const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
	return [byte(red), byte(green), byte(blue)];
}
