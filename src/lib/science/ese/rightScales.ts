import { type ImageScale, isOffScale, rescaled } from './commonMode.ts';
import type { LightCurve } from './epochs.ts';

/** A light curve with how far the flux scale of the image of each epoch is off; NaN where that is not known. */
export interface CurveToScore extends LightCurve {
	scaleFactor: ArrayLike<number>;
	scaleError: ArrayLike<number>;
}

/** The light curve as it is scored and fitted: what is off by its image is put right, its error the larger for it. */
export function withRightScales(curve: CurveToScore): {
	corrected: LightCurve;
	nRescaled: number;
} {
	const { mjd, frequencyMhz } = curve;
	const fluxMjy = Float64Array.from(curve.fluxMjy);
	const fluxErrMjy = Float64Array.from(curve.fluxErrMjy);
	let nRescaled = 0;
	for (let i = 0; i < fluxMjy.length; i += 1) {
		const scale = scaleAt(curve, i);
		if (!isOffScale(scale)) continue;
		const right = rescaled({ fluxMjy: fluxMjy[i], fluxErrMjy: fluxErrMjy[i] }, scale);
		fluxMjy[i] = right.fluxMjy;
		fluxErrMjy[i] = right.fluxErrMjy;
		nRescaled += 1;
	}
	return { corrected: { mjd, frequencyMhz, fluxMjy, fluxErrMjy }, nRescaled };
}

function scaleAt(
	{ scaleFactor, scaleError }: Pick<CurveToScore, 'scaleFactor' | 'scaleError'>,
	epoch: number
): ImageScale {
	return { factor: scaleFactor[epoch], error: scaleError[epoch], sources: NaN };
}
