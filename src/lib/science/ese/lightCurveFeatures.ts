import { type BandColumns, type LightCurve, relativeEpochs, usableBands } from './epochs.ts';
import { explain, type Explanations } from './explanations.ts';
import {
	bandColumns,
	colourColumns,
	dipColumns,
	evidenceColumns,
	lensColumns,
	type Position,
	scintillationColumns
} from './featureColumns.ts';
import { describeLens } from './lensFit.ts';
import type { OrdinaryKind } from './ordinary.ts';
import { eseProbability } from './score.ts';

export const NOT_ENOUGH = 'not enough data';

export interface LightCurveFeatures {
	/** Probability of a scattering event, from 0 (also: not enough data) to 1; comparable between sources. */
	eseScore: number;
	bestAlternative: OrdinaryKind | typeof NOT_ENOUGH;
	/** Every number of spec/vetting.md §3.5 by the name of its column; NaN where it is not defined. */
	numbers: Record<string, number>;
}

/** A lens has five parameters, a constant one: fewer moments than this decide nothing. */
const FEWEST_EPOCHS = 6;

/**
 * Everything that one light curve says. Statistics without a model are of the band with most epochs, the lowest of equals: a lens is
 * strongest at low frequency.
 */
export function lightCurveFeatures(
	curve: LightCurve,
	position: Position | null = null
): LightCurveFeatures {
	const bands = usableBands(curve);
	const main = bands.reduce<BandColumns | null>(
		(most, band) => (most && most.flux.length >= band.flux.length ? most : band),
		null
	);
	const moments = new Set(bands.flatMap((band) => Array.from(band.mjd)));
	const explained = moments.size >= FEWEST_EPOCHS ? explain(relativeEpochs(bands)) : null;
	const lens = explained?.lensMatch ? describeLens(explained.white, explained.lensMatch) : null;
	return {
		eseScore: explained ? eseProbability(explained) : 0,
		bestAlternative: explained ? bestOrdinary(explained) : NOT_ENOUGH,
		numbers: {
			epochs: bands.reduce((sum, band) => sum + band.flux.length, 0),
			bands: bands.length,
			...bandColumns(main),
			...dipColumns(main),
			...lensColumns(lens, main),
			...colourColumns(explained),
			...evidenceColumns(explained),
			...scintillationColumns(main, position)
		}
	};
}

/** What the source would have to be if it were nothing special: the kind of most evidence. */
export function bestOrdinary({ ordinary }: Pick<Explanations, 'ordinary'>): OrdinaryKind {
	// Object.entries forgets the keys.
	const kinds = Object.entries(ordinary) as [OrdinaryKind, number][];
	return kinds.reduce((best, kind) => (kind[1] > best[1] ? kind : best))[0];
}
