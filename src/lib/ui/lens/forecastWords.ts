import type { ForecastShown, ToldNumber } from '#schema/lens.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { dayOf } from './lensWords.ts';

/** `2024-05-31 ± 4 d (MJD 60461.2)` */
export function whenWords({ value, error }: ToldNumber): string {
	if (value === null) return 'not told';
	const spread = error === null ? '' : ` ± ${fixed(error, error < 10 ? 1 : 0)} d`;
	return `${dayOf(value)}${spread} (MJD ${fixed(value, 1)})`;
}

/** Where in its event a source is. */
export function stageSentence({ isInProgress, hasPassedMinimum, egress }: ForecastShown): string {
	if (!isInProgress)
		return `The observations end within the dip; by now it should be over, since ${whenWords(egress)}.`;
	return hasPassedMinimum
		? 'The dip is in progress and past its minimum.'
		: 'The dip is in progress and still deepens.';
}
