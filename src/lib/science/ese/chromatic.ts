import type { Fitted } from './lensFit.ts';
import { polishLens } from './lensPolish.ts';
import type { Explanations } from './explanations.ts';

/** How α scales with wavelength, as fitted, and what the two hypotheses gain in χ². */
export interface ChromaticTest {
	/** ln(α₁/α₂)/ln(λ₁/λ₂): 2 for a plasma lens, 0 for what is the same at all frequencies (spec/vetting.md §3.5). */
	index: Fitted;
	/** Δχ² of α ∝ λ² less Δχ² of the same α everywhere. */
	lensOverAchromatic: number;
}

/** Place of the colour among the fitted parameters. */
const COLOUR = 5;

/** Fits the lens with its colour free, from the best of either hypothesis; null for a single band or where either has no fit. */
export function chromaticTest({
	white,
	lensMatch,
	achromaticMatch
}: Pick<Explanations, 'white' | 'lensMatch' | 'achromaticMatch'>): ChromaticTest | null {
	if (lensMatch === null || achromaticMatch === null) return null;
	const fixed = [lensMatch, achromaticMatch].map(({ lens }) =>
		polishLens(white, lens, { freeColour: false })
	);
	const free = fixed.map((fit) => polishLens(white, fit.lens, { freeColour: true }));
	const best = free[0].deltaChi2 >= free[1].deltaChi2 ? free[0] : free[1];
	const variance = best.covariance?.[COLOUR][COLOUR] ?? NaN;
	return {
		index: { value: best.lens.chromatic, error: Math.sqrt(variance) },
		lensOverAchromatic: fixed[0].deltaChi2 - fixed[1].deltaChi2
	};
}
