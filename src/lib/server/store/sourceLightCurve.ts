import type { Binary } from 'mongodb';
import type { LightCurve } from '#schema/source.ts';
import { packFlags, packFloats, unpackFlags, unpackFloats, unpackTexts } from './binary.ts';

/** Order of the columns in the stored block: part of the data's format, so new ones go to the end. */
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
	'dec',
	'd2d',
	'dr'
] as const;
type NumberKey = (typeof NUMBERS)[number];
const ASSOCIATION_KEYS: readonly string[] = ['d2d', 'dr'];

/**
 * A light curve and its associations with their distances (arcsec, and de Ruiter's unitless radius) as columns of equal
 * length. Names of images are looked up when it is read.
 */
export type AssociatedLightCurve = Record<NumberKey, ArrayLike<number>> & {
	forced: ArrayLike<boolean | number>;
	measurementName: readonly string[];
};

/** One block of numbers, column by column: a document with a field for each takes twice the time to write. */
export interface StoredLightCurve {
	n: number;
	numbers: Binary;
	forced: Binary;
	/** One name a line. */
	measurementNames: string;
}

export function packLightCurve(curve: AssociatedLightCurve): StoredLightCurve {
	const n = curve.mjd.length;
	const numbers = new Float64Array(NUMBERS.length * n);
	NUMBERS.forEach((key, column) => numbers.set(curve[key], column * n));
	return {
		n,
		numbers: packFloats(numbers),
		forced: packFlags(Array.from(curve.forced, Number)),
		measurementNames: curve.measurementName.join('\n')
	};
}

/** @param imageNames By image id; an image that is gone is called by its id. */
export function unpackLightCurve(
	stored: StoredLightCurve,
	imageNames: ReadonlyMap<number, string>
): LightCurve {
	const columns = unpackColumns(stored);
	const shown = Object.entries(columns).filter(([key]) => !ASSOCIATION_KEYS.includes(key));
	return {
		// fromEntries forgets which keys it was given.
		...(Object.fromEntries(shown.map(([key, values]) => [key, [...values]])) as Record<
			Exclude<NumberKey, 'd2d' | 'dr'>,
			number[]
		>),
		imageName: Array.from(columns.imageId, (id) => imageNames.get(id) ?? `image ${id}`),
		forced: [...unpackFlags(stored.forced)].map(Boolean),
		measurementName: stored.n ? stored.measurementNames.split('\n') : []
	};
}

/** The numbers of a light curve with the distances of its associations, as they are stored. */
export function unpackColumns({ n, numbers }: StoredLightCurve): Record<NumberKey, Float64Array> {
	const block = unpackFloats(numbers);
	const columns = NUMBERS.map(
		(key, column) => [key, block.subarray(column * n, (column + 1) * n)] as const
	);
	// As above.
	return Object.fromEntries(columns) as Record<NumberKey, Float64Array>;
}

/** How light curves were stored at first: a field for each column. */
export type SeparateColumns = Record<NumberKey | 'forced', Binary> & { measurementName: string };

export function repacked(curve: SeparateColumns): StoredLightCurve {
	const columns = NUMBERS.map((key) => [key, unpackFloats(curve[key])] as const);
	return packLightCurve({
		// As above.
		...(Object.fromEntries(columns) as Record<NumberKey, Float64Array>),
		forced: unpackFlags(curve.forced),
		measurementName: unpackTexts(curve.measurementName)
	});
}
