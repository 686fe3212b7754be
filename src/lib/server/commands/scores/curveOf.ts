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
	leftOut: ReadonlySet<number>;
	scales: ReadonlyMap<number, ImageScale>;
	/** Rayleigh; NaN where no map says anything. */
	halphaAt: (ra: number, dec: number) => number;
	/** Names the map. */
	halpha: string | null;
}

/** The epochs of a source that count, with the flux scales of their images. */
export function curveOf(
	source: SourceToScore,
	{ leftOut, scales, halphaAt }: ScoreSetting
): { curve: CurveInput; nLeftOut: number } {
	const rows: number[] = [];
	for (let row = 0; row < source.imageId.length; row++)
		if (!leftOut.has(source.imageId[row])) rows.push(row);
	const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
	const scale = rows.map((row) => scales.get(source.imageId[row]));
	const { wavgRa: ra, wavgDec: dec } = source;
	return {
		curve: {
			mjd: pick(source.mjd),
			frequencyMhz: pick(source.frequencyMhz),
			fluxMjy: pick(source.fluxPeak),
			fluxErrMjy: pick(source.fluxPeakErr),
			scaleFactor: Float64Array.from(scale, (known) => known?.factor ?? NaN),
			scaleError: Float64Array.from(scale, (known) => known?.error ?? NaN),
			position: { ra, dec, halphaRayleigh: halphaAt(ra, dec) }
		},
		nLeftOut: source.imageId.length - rows.length
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
