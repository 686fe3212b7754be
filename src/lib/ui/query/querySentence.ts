import type { SourceQuery } from '#schema/sourceQuery.ts';
import { runsText, sourceConditions, type QueryNames } from './sourceConditions.ts';

/** A question in one sentence: “Sources of the latest run with η (peak) ≥ 5 and V (peak) ≥ 0.2, new in their run.” */
export function querySentence(query: SourceQuery, names: QueryNames): string {
	const conditions = sourceConditions(query, names);
	const textOf = (isOne: (param: string) => boolean) =>
		conditions.filter(({ params: [param] }) => isOne(param)).map(({ text }) => text);
	const ranges = textOf(isRange);
	const said = [
		// Several circles are any of them; everything else is all of them.
		textOf((param) => param === 'at').join(' or '),
		ranges.length > 0 ? `with ${listed(ranges)}` : '',
		...textOf((param) => param !== 'at' && !isRange(param))
	].filter((text) => text !== '');
	return `Sources of ${[runsText(query, names), said.join(', ')].join(' ').trim()}.`;
}

function isRange(param: string): boolean {
	return param.startsWith('min_');
}

function listed(texts: string[]): string {
	const last = texts.at(-1) ?? '';
	return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
