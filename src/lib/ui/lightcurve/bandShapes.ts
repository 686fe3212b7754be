/** Marker per band, so that colour is never the only difference; by the chart library's names. */
export const SHAPE_NAMES = ['circle', 'triangle', 'rect', 'rectRot'] as const;

/** The same as outlines around 0, 0, of radius 4.5: circle, triangle, square, diamond. */
export const SHAPE_PATHS = [
	'M4.5 0A4.5 4.5 0 1 1 -4.5 0A4.5 4.5 0 1 1 4.5 0Z',
	'M0 -4.5L4.5 3.5L-4.5 3.5Z',
	'M-4 -4H4V4H-4Z',
	'M0 -5L5 0L0 5L-5 0Z'
];

/** Place in the ramps of colours and shapes; the last serves all bands above it. */
export function rampPlace(band: number): number {
	return Math.min(band, SHAPE_NAMES.length - 1);
}
