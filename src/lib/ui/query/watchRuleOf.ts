import type { Place, SourceQuery } from '#schema/sourceQuery.ts';
import { queryOfDraft } from '#schema/watchRuleDraft.ts';
import { sourceConditions, type QueryNames } from './sourceConditions.ts';

const SAID_BY_RULE = /^(?:min_|max_|new$)/;

interface Question {
	query: SourceQuery;
	places: readonly Place[];
	/** Of the saved query that it is; '' for none. */
	name: string;
}

/**
 * The form of a watch rule with what it can say of a question: its name, its ranges, the first circle, whether sources are new. What
 * it cannot say comes back in words.
 */
export function watchRuleOf(
	{ query, places, name }: Question,
	names: QueryNames
): { href: string; leftOut: string[] } {
	const place = places.at(0);
	const draft = queryOfDraft({
		name,
		severity: 'medium',
		audience: 'me',
		newOnly: query.newOnly,
		conditions: query.numbers.flatMap(({ field, min, max }) => [
			...(min === null ? [] : [{ field, is: 'atLeast', value: String(min) }]),
			...(max === null ? [] : [{ field, is: 'atMost', value: String(max) }])
		]),
		ra: place ? String(place.ra) : '',
		dec: place ? String(place.dec) : '',
		radius: place ? String(place.radiusDeg) : '',
		classKey: '',
		classAtLeast: '',
		quietFrom: '',
		quietTo: ''
	});
	let isPlaceSaid = place === undefined;
	const leftOut = sourceConditions(query, names).filter(({ params: [param] }) => {
		if (SAID_BY_RULE.test(param)) return false;
		if (param !== 'at' || isPlaceSaid) return true;
		isPlaceSaid = true;
		return false;
	});
	return { href: `/watch-rules/new?${draft}`, leftOut: leftOut.map(({ text }) => text) };
}
