import { groupBy } from '../consensus/named.ts';
import { foundShare, type FoundShare } from './completeness.ts';

/** What somebody said of a candidate, and what they said when they were served it again. */
export interface SaidTwice {
	first: string;
	again: string;
}

/**
 * Of all that was named first as a class, the share that was named so again on the second look. An answer that names no class
 * is none given again.
 */
export function purityByClass(said: readonly SaidTwice[]): Map<string, FoundShare> {
	return new Map(
		[...groupBy(said, ({ first }) => first)].map(([label, own]) => [label, selfAgreement(own)])
	);
}

/** Of every first answer, the share that was given again. */
export function selfAgreement(said: readonly SaidTwice[]): FoundShare {
	return foundShare(said.map(({ first, again }) => ({ found: first === again })));
}
