import { commonModeCorrelation } from './commonMode.ts';
import type { Position } from './featureColumns.ts';
import { lightCurveFeatures, NOT_ENOUGH } from './lightCurveFeatures.ts';
import { type CurveToScore, withRightScales } from './rightScales.ts';
import { median } from '../stats/median.ts';

/** Of how scores are made: another number, and every light curve is scored anew. */
export const SCORE_VERSION = 2;

export interface CurveScore {
	/** Probability of a scattering event, not calibrated; NaN where there is not enough data. */
	eseScore: number;
	/** What it is if it is none, or that there is not enough data. */
	bestAlternative: string;
	/** Numbers of spec/vetting.md §3.5 by their names; NaN where not defined. */
	numbers: Record<string, number>;
}

/** The score of one light curve, after the scales of images that are off have been put right. */
export function scoreCurve(curve: CurveToScore, position: Position | null): CurveScore {
	const { corrected, nRescaled } = withRightScales(curve);
	const { eseScore, bestAlternative, numbers } = lightCurveFeatures(corrected, position);
	const isEnough = bestAlternative !== NOT_ENOUGH;
	return {
		eseScore: isEnough ? eseScore : NaN,
		bestAlternative,
		numbers: {
			...numbers,
			images_rescaled: nRescaled,
			common_mode_r: commonMode(curve),
			common_mode_share: isEnough ? shareOfImages(curve, nRescaled, numbers.lens_delta_chi2) : NaN
		}
	};
}

/** As of spec/vetting.md §3.5: above one half is a veto. */
function shareOfImages(curve: CurveToScore, nRescaled: number, correctedGain: number): number {
	if (nRescaled === 0) return 0;
	const gain = lightCurveFeatures(curve).numbers.lens_delta_chi2;
	return gain > 0 ? Math.min(1, Math.max(0, 1 - (correctedGain || 0) / gain)) : 0;
}

/** Pearson's r of the fluxes over their medians at each frequency with the images' scales. */
function commonMode({ frequencyMhz, fluxMjy, scaleFactor }: CurveToScore): number {
	const fluxes = Array.from(fluxMjy);
	const levels = new Map<number, number>();
	for (const frequency of new Set(Array.from(frequencyMhz)))
		levels.set(frequency, median(fluxes.filter((_, i) => frequencyMhz[i] === frequency)));
	return commonModeCorrelation(
		fluxes.map((flux, i) => flux / (levels.get(frequencyMhz[i]) ?? NaN) - 1),
		Array.from(scaleFactor, (factor) => factor - 1)
	);
}
