import type { Box } from './box.ts';
import type { ForcedMaps } from './forcedMaps.ts';

/** A cut through image and noise. Blank pixels hold 0 in `data` and `weight`, so that they drop out of every sum. */
export interface Stamp extends Box {
	/** Image minus background, subtracted in float32 as the reference does. */
	data: Float32Array;
	/** NaN where blank. */
	noise: Float32Array;
	/** One over the noise. */
	weight: Float64Array;
	/** Pixels finite in image, background and noise. */
	nGood: number;
}

/** Reads one window of each map. A noise of exactly 0 is blank (spec/pipeline.md §5.4-1). */
export function readStamp(
	maps: Pick<ForcedMaps, 'image' | 'background' | 'noise'>,
	box: Box
): Stamp {
	const { x0, y0, x1, y1 } = box;
	const data = maps.image.window(x0, y0, x1, y1);
	const background = maps.background.window(x0, y0, x1, y1);
	const noise = maps.noise.window(x0, y0, x1, y1);
	const weight = new Float64Array(data.length);
	let nGood = 0;
	for (let i = 0; i < data.length; i++) {
		data[i] -= background[i];
		if (Number.isFinite(data[i]) && Number.isFinite(noise[i]) && noise[i] !== 0) {
			weight[i] = 1 / noise[i];
			nGood++;
		} else {
			data[i] = 0;
			noise[i] = NaN;
		}
	}
	return { ...box, data, noise, weight, nGood };
}

/** Whether a flux may be measured on a stamp: no blank pixel, or with `allowNan` at least one that is not. */
export function isUsable({ data, nGood }: Stamp, allowNan: boolean): boolean {
	return nGood > 0 && (allowNan || nGood === data.length);
}
