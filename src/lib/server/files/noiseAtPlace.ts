import { noiseAt } from '#science/coverage/noiseAt.ts';
import type { Storage } from './storage.ts';

/**
 * The rms of a noise map at a position (degrees ICRS), mJy/beam, read without the rest of the file. NaN off the map, beside
 * its blank pixels, and where it cannot be read any more: an image stays listed when its files were moved.
 */
export function noiseAtPlace(
	storage: Storage,
	{ name, noisePath }: { name: string; noisePath: string },
	{ ra, dec }: { ra: number; dec: number }
): number {
	try {
		const map = storage.openImage(noisePath);
		try {
			return noiseAt(map, name, 0)(ra, dec);
		} finally {
			map.close();
		}
	} catch {
		return NaN;
	}
}
