import { createHash } from 'node:crypto';
import { isOffScale, type ImageScale } from '#science/ese/commonMode.ts';
import type { Position } from '#science/ese/featureColumns.ts';
import { SCORE_VERSION } from '#science/ese/scoreCurve.ts';
import type { SourceToScore } from '../../store/curvesToScore.ts';

/** A light curve on its way to the thread that scores it. */
export interface CurveInput {
	mjd: Float64Array;
	frequencyMhz: Float64Array;
	/** Peak flux, mJy/beam: of a point, the more certain of the two. */
	fluxMjy: Float64Array;
	fluxErrMjy: Float64Array;
	scaleFactor: Float64Array;
	scaleError: Float64Array;
	position: Position;
}

/** What is the same for all sources of a run. */
export interface ScoreSetting {
	/** Bad images. */
	leftOut: ReadonlySet<number>;
	/** Images that people agreed do not count for an object, by object. */
	retracted: ReadonlyMap<string, ReadonlySet<number>>;
	scales: ReadonlyMap<number, ImageScale>;
	/** Rayleigh; NaN where no map says anything. */
	halphaAt: (ra: number, dec: number) => number;
	/** Names the map. */
	halpha: string | null;
}

/** As it was measured. */
type MeasuredCurve = Pick<
	SourceToScore,
	'imageId' | 'mjd' | 'frequencyMhz' | 'fluxPeak' | 'fluxPeakErr' | 'wavgRa' | 'wavgDec'
>;

/** A source's rows that count, and how many of the others are left out for what. */
export interface Counted {
	rows: number[];
	nLeftOut: number;
	nRetracted: number;
}

export function countedRows(
	{ objectId, imageId }: Pick<SourceToScore, 'objectId' | 'imageId'>,
	{ leftOut, retracted }: Pick<ScoreSetting, 'leftOut' | 'retracted'>
): Counted {
	const own = objectId === null ? undefined : retracted.get(objectId);
	const good = Array.from(imageId.keys()).filter((row) => !leftOut.has(imageId[row]));
	const rows = own ? good.filter((row) => !own.has(imageId[row])) : good;
	return {
		rows,
		nLeftOut: imageId.length - good.length,
		nRetracted: good.length - rows.length
	};
}

/** The epochs of a source that count, with the flux scales of their images. */
export function curveOf(
	source: MeasuredCurve,
	rows: readonly number[],
	{ scales, halphaAt }: Pick<ScoreSetting, 'scales' | 'halphaAt'>
): CurveInput {
	const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
	const scale = rows.map((row) => scales.get(source.imageId[row]));
	const { wavgRa: ra, wavgDec: dec } = source;
	return {
		mjd: pick(source.mjd),
		frequencyMhz: pick(source.frequencyMhz),
		fluxMjy: pick(source.fluxPeak),
		fluxErrMjy: pick(source.fluxPeakErr),
		scaleFactor: Float64Array.from(scale, (known) => known?.factor ?? NaN),
		scaleError: Float64Array.from(scale, (known) => known?.error ?? NaN),
		position: { ra, dec, halphaRayleigh: halphaAt(ra, dec) }
	};
}

/** Beyond this precision another image in the run shifts every scale. */
const SCALE_STEPS = 1000;
/** Degrees: a mean position that moves by less looks at the same gas. */
const PLACE_STEPS = 100;

/**
 * Names all that a score is made from, so that the same light curve, in whichever revision or run, is scored once. Of the images'
 * scales those that are put right, to a part in a thousand.
 */
export function fingerprintOf(curve: CurveInput, { halpha }: ScoreSetting): string {
	const { mjd, frequencyMhz, fluxMjy, fluxErrMjy, scaleFactor, scaleError, position } = curve;
	const scales = Float64Array.from(scaleFactor, (factor, i) =>
		isOffScale({ factor, error: scaleError[i], sources: NaN })
			? Math.round(factor * SCALE_STEPS)
			: 0
	);
	const place = [position.ra, position.dec].map((degrees) => Math.round(degrees * PLACE_STEPS));
	const hash = createHash('sha256').update([SCORE_VERSION, halpha ?? '', ...place].join(' '));
	for (const column of [mjd, frequencyMhz, fluxMjy, fluxErrMjy, scales])
		hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
	return hash.digest('hex').slice(0, 32);
}
