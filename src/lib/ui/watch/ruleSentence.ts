import { SOURCE_FIELDS } from '#schema/sourceFilter.ts';
import type { WatchConditions } from '#schema/watch.ts';
import { formatDec, formatRa } from '#science/sky/format.ts';

/** A rule's conditions as a person reads them. */
export function ruleSentence({ filter, classBound }: WatchConditions): string {
	const parts = filter.conditions.map(({ field, is, value }) => {
		const { label, unit } = SOURCE_FIELDS[field];
		return `${label} ${is === 'atLeast' ? '≥' : '≤'} ${value}${unit && ` ${unit}`}`;
	});
	if (classBound) parts.push(`P(${classBound.classKey}) ≥ ${classBound.atLeast}`);
	const { cone } = filter;
	if (cone)
		parts.push(`within ${cone.radiusDeg}° of ${formatRa(cone.ra, 0)} ${formatDec(cone.dec, 0)}`);
	if (filter.newOnly) parts.push('new in the run');
	return parts.join(', ');
}
