import { BadFits } from '../fits/badFits.ts';
import type { FitsMap } from '../fits/fitsMap.ts';
import { celestialWcs, type CelestialWcs } from '../sky/wcs.ts';

/** What fluxes are measured on: three maps of the same pixels, in the same unit. */
export interface ForcedMaps {
	/** File name of the image, for messages. */
	name: string;
	image: FitsMap;
	background: FitsMap;
	noise: FitsMap;
}

/** FWHM along the axes and position angle (north to east) of the synthesised beam, degrees. */
export interface Beam {
	bmaj: number;
	bmin: number;
	bpa: number;
}

/** Maps that belong together, with the coordinates and the beam of the image. */
export interface MatchedMaps extends ForcedMaps {
	wcs: CelestialWcs;
	beam: Beam;
}

/** @throws BadFits for maps of different shapes, an image without a beam, and coordinates that celestialWcs refuses */
export function matchedMaps(maps: ForcedMaps): MatchedMaps {
	refuseOtherShape('background', maps.background, maps);
	refuseOtherShape('noise', maps.noise, maps);
	return { ...maps, wcs: celestialWcs(maps.image.header), beam: beamOf(maps) };
}

function refuseOtherShape(kind: string, map: FitsMap, { name, image }: ForcedMaps): void {
	if (map.nx === image.nx && map.ny === image.ny) return;
	throw new BadFits(
		`The ${kind} map of ${name} has ${map.nx}×${map.ny} pixels, the image ${image.nx}×${image.ny}: give the map made from this image.`,
		'NAXIS1'
	);
}

function beamOf({ name, image: { header } }: ForcedMaps): Beam {
	const angle = (key: string) => {
		const value = header.number(key);
		if (value !== null && Number.isFinite(value)) return value;
		throw new BadFits(
			`The image ${name} has no ${key} keyword, without which no flux can be measured at a given position.`,
			key
		);
	};
	const axis = (key: string) => {
		const value = angle(key);
		if (value > 0) return value;
		throw new BadFits(`${key} of the image ${name} is ${value}: a beam is wider than 0.`, key);
	};
	return { bmaj: axis('BMAJ'), bmin: axis('BMIN'), bpa: angle('BPA') };
}
