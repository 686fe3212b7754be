import { mapOf } from '../coverage/fitsMap.fixture.ts';
import { FitsHeader, type CardValue } from '../fits/header.ts';
import { celestialWcs } from '../sky/wcs.ts';
import { beamKernel, kernelOn } from './beamKernel.ts';
import type { ForcedMaps } from './forcedMaps.ts';
import { forcedPhotometry, type ForcedFluxes, type ForcedOptions } from './forcedPhotometry.ts';

const PIXEL = 2 / 3600;
/** FWHM of the beam in pixels, and its position angle. */
export const MAJOR = 6;
const MINOR = 4;
const ANGLE = 30;

export const forcedOptions: ForcedOptions = {
	nBeam: 3,
	edgeBufferScale: 1.2,
	clusterThreshold: 3,
	allowNan: false
};

/** A source in pixels, Jy/beam. */
export interface FieldSource {
	x: number;
	y: number;
	flux?: number;
}

/** Pixels of a field of sources without noise, on a level that the background takes away. Changed by specs at will. */
export function fieldOf(sources: FieldSource[], size = 100) {
	const image = new Float32Array(size * size).fill(0.5);
	const box = { x0: 0, y0: 0, x1: size, y1: size };
	const kernel = beamKernel(MAJOR, MINOR, ANGLE);
	for (const { x, y, flux = 1 } of sources) {
		kernelOn(box, { x, y, kernel }).forEach((value, i) => (image[i] += flux * value));
	}
	const background = new Float32Array(size * size).fill(0.5);
	const noise = new Float32Array(size * size).fill(0.001);
	return { size, image, background, noise };
}

/** The three maps of a field; cards replace those of the image's header, null takes one away. */
export function mapsOf(
	{ size, image, background, noise }: ReturnType<typeof fieldOf>,
	cards: Record<string, CardValue | null> = {}
): ForcedMaps {
	const all: Record<string, CardValue | null> = {
		CTYPE1: 'RA---SIN',
		CTYPE2: 'DEC--SIN',
		CRPIX1: size / 2,
		CRPIX2: size / 2,
		CRVAL1: 150,
		CRVAL2: -30,
		CDELT1: -PIXEL,
		CDELT2: PIXEL,
		BMAJ: MAJOR * PIXEL,
		BMIN: MINOR * PIXEL,
		BPA: ANGLE,
		...cards
	};
	const kept = Object.entries(all).flatMap(([key, value]): [string, CardValue][] =>
		value === null ? [] : [[key, value]]
	);
	const map = (pixels: Float32Array) =>
		mapOf({ header: new FitsHeader(kept), nx: size, ny: pixels.length / size, pixels });
	return { name: 'a.fits', image: map(image), background: map(background), noise: map(noise) };
}

/** ICRS positions of sources given in pixels. */
export function skyOf(maps: ForcedMaps, sources: FieldSource[]): { ra: number[]; dec: number[] } {
	const wcs = celestialWcs(maps.image.header);
	const sky = sources.map(({ x, y }) => wcs.pixelToIcrs(x, y));
	return { ra: sky.map(({ ra }) => ra), dec: sky.map(({ dec }) => dec) };
}

/** What is measured at the places of sources, whatever the field holds there. */
export function measure(
	field: ReturnType<typeof fieldOf>,
	sources: FieldSource[],
	options: Partial<ForcedOptions> = {}
): ForcedFluxes {
	const maps = mapsOf(field);
	return forcedPhotometry(skyOf(maps, sources), maps, { ...forcedOptions, ...options });
}
