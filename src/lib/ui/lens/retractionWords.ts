import type {
	EpochRetraction,
	RetractionEffect,
	RetractionEffects
} from '#schema/epochRetraction.ts';
import { fixed, plural, significant } from '#ui/shared/numbers.ts';
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

/** Below this a score reads the same. */
const SAME = 0.005;

/** Those besides the first whose score reads otherwise, and how many do not. */
export function changedOthers({ effects }: RetractionEffects): {
	changed: RetractionEffect[];
	same: number;
} {
	const others = effects.slice(1);
	const changed = others.filter(
		({ score: { before, after } }) =>
			(before === null) !== (after === null) || Math.abs((after ?? 0) - (before ?? 0)) >= SAME
	);
	return { changed, same: others.length - changed.length };
}

/** What becomes of all the others; '' where nothing does. */
export function othersWords({ others: { up, down } }: RetractionEffects, same: number): string {
	const said = [
		same > 0 ? `${plural(same, 'other candidate')} in the image keep their scores` : '',
		up > 0 ? `${plural(up, 'other source')} of the run would move up` : '',
		down > 0 ? `${plural(down, 'other source')} would move down` : ''
	].filter(Boolean);
	return said.length > 0 ? `${said.join('; ')}.` : '';
}
