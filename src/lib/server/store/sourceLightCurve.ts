import type { Binary } from 'mongodb';
import type { LightCurve } from '#schema/source.ts';
import {
	packFlags,
	packFloats,
	packTexts,
	unpackFlags,
	unpackFloats,
	unpackTexts
} from './binary.ts';

const NUMBERS = [
	'mjd',
	'fluxPeak',
	'fluxPeakErr',
	'fluxInt',
	'fluxIntErr',
	'localRms',
	'frequencyMhz',
	'imageId',
	'measurementId',
	'ra',
	'dec'
] as const satisfies (keyof LightCurve)[];

/** A light curve and its associations with their distances: arcsec, and de Ruiter's unitless radius. */
export interface AssociatedLightCurve extends LightCurve {
	d2d: number[];
	dr: number[];
}

export type StoredLightCurve = Record<(typeof NUMBERS)[number] | 'd2d' | 'dr' | 'forced', Binary> &
	Record<'imageName' | 'measurementName', string>;

export function packLightCurve(curve: AssociatedLightCurve): StoredLightCurve {
	const columns = [...NUMBERS, 'd2d' as const, 'dr' as const].map(
		(key) => [key, packFloats(curve[key])] as const
	);
	return {
		// fromEntries forgets which keys it was given.
		...(Object.fromEntries(columns) as Record<(typeof columns)[number][0], Binary>),
		forced: packFlags(curve.forced.map(Number)),
		imageName: packTexts(curve.imageName),
		measurementName: packTexts(curve.measurementName)
	};
}

export function unpackLightCurve(stored: StoredLightCurve): LightCurve {
	const columns = NUMBERS.map((key) => [key, [...unpackFloats(stored[key])]] as const);
	return {
		// As above.
		...(Object.fromEntries(columns) as Record<(typeof NUMBERS)[number], number[]>),
		forced: [...unpackFlags(stored.forced)].map(Boolean),
		imageName: unpackTexts(stored.imageName),
		measurementName: unpackTexts(stored.measurementName)
	};
}
