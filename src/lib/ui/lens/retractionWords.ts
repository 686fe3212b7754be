import type { EpochRetraction, RetractionEffect } from '#schema/epochRetraction.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';
import { utcMinute } from '#ui/shared/when.ts';
import { dateOf } from '#ui/lightcurve/labels.ts';

interface Epoch {
	mjd: number;
	frequencyMhz: number;
}

/** `2024-03-02 04:12, 887.5 MHz` */
export function epochWords({ mjd, frequencyMhz }: Epoch): string {
	return `${utcMinute(dateOf(mjd))}, ${frequencyMhz} MHz`;
}

/** What became of a proposal. */
export function stateWords({ state, decidedByName, byName }: EpochRetraction): string {
	const proposed = `proposed by ${byName}`;
	return state === 'proposed' ? proposed : `${proposed}, ${state} by ${decidedByName ?? 'nobody'}`;
}

/** `ESE score 0.98 → 0.12, place 1 → 34` */
export function effectWords({ score, place }: RetractionEffect): string {
	const scores = `ESE score ${significant(score.before, 2)} → ${significant(score.after, 2)}`;
	return place
		? `${scores}, place ${fixed(place.before, 0)} → ${fixed(place.after, 0)} of the run`
		: `${scores}; the run has no scores to be placed among`;
}
