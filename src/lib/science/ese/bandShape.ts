import type { Band } from './epochs.ts';
import { strengthAt } from './lens.ts';
import { lensShape, type LensShape } from './lensAtlas.ts';

interface ColouredLens {
	alpha: number;
	sigmaS: number;
	/** α ∝ λ^this. */
	chromatic: number;
}

/** How a lens whose strength is that at the lowest frequency looks in a band. */
export function shapeIn(band: Band, lowest: Band, lens: ColouredLens): LensShape {
	return lensShape(bandAlpha(band, lowest, lens), lens.sigmaS);
}

/** α in a band: ∝ λ² for a lens, its strength at the lowest frequency given. */
function bandAlpha(
	band: Band,
	lowest: Band,
	{ alpha, chromatic }: Pick<ColouredLens, 'alpha' | 'chromatic'>
): number {
	if (chromatic === 2) return strengthAt(band.frequencyMhz, alpha, lowest.frequencyMhz);
	return alpha * (lowest.frequencyMhz / band.frequencyMhz) ** chromatic;
}
