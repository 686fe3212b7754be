import type { ColourMap } from '#ui/cutout/colourMaps.ts';
import type { RegionChoice } from './regionText.ts';

/** How JS9 maps brightness to the colours. */
export const SCALES = {
	linear: 'linear',
	log: 'logarithmic',
	sqrt: 'square root',
	asinh: 'asinh'
} as const;
/** Sides of what is studied, arcsec. */
export const STUDY_SIZES = [300, 600, 1200, 2400] as const;

export interface StudySettings {
	sizeArcsec: number;
	map: ColourMap;
	scale: keyof typeof SCALES;
	/** White, in units of the common stretch's. */
	white: number;
	regions: RegionChoice;
}

export function studySettings(): StudySettings {
	return {
		sizeArcsec: 1200,
		map: 'grey',
		scale: 'linear',
		white: 1,
		regions: { selected: true, others: true, forced: true }
	};
}
