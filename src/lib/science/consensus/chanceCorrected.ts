import { NO_OVERLAP, ONE_CLASS, undefinedBecause, type Statistic } from './statistic.ts';

export interface ChanceDetails {
	observed: number;
	/** Agreement expected by chance. */
	expected: number;
	/** Items with at least two votes. */
	items: number;
}

/** Mean over items of the share of pairs of votes that agree (P̄ of Fleiss 1971). Items with fewer than two votes say nothing. */
export function observedAgreement(
	counts: ArrayLike<number>,
	classes: number
): Statistic<{ items: number }> {
	const moments = agreementMoments(counts, classes);
	if (moments.items === 0) return undefinedBecause(NO_OVERLAP);
	return { value: moments.observed, items: moments.items };
}

/**
 * Fleiss' κ from how often each item (row) was given each class (spec/vetting.md §4.1). Where items have different numbers of
 * votes, as Gwet (2014, §2.4) extends it: an item's shares count, not its votes.
 */
export function fleissKappa(counts: ArrayLike<number>, classes: number): Statistic<ChanceDetails> {
	const { observed, shares, items } = agreementMoments(counts, classes);
	if (items === 0) return undefinedBecause(NO_OVERLAP);
	const expected = shares.reduce((sum, share) => sum + share * share, 0);
	if (isOne(expected)) return undefinedBecause(ONE_CLASS);
	return { value: (observed - expected) / (1 - expected), observed, expected, items };
}

/**
 * Gwet's AC1 (spec/vetting.md §4.1): p_γ = Σπ(1 − π)/(q − 1). It stays sensible where nearly everything is one class, which
 * is how vetting is, and where κ falls to 0 in spite of agreement. `classes` counts those one could choose.
 */
export function gwetAc1(counts: ArrayLike<number>, classes: number): Statistic<ChanceDetails> {
	const moments = agreementMoments(counts, classes);
	return moments.items === 0 ? undefinedBecause(NO_OVERLAP) : ac1(moments);
}

/** AC1 of two people from the square table of their votes. */
export function gwetAc1OfPair(table: ArrayLike<number>): Statistic<ChanceDetails> {
	const classes = Math.round(Math.sqrt(table.length));
	const shares = new Float64Array(classes);
	let observed = 0;
	let items = 0;
	for (let cell = 0; cell < table.length; cell++) {
		const row = Math.floor(cell / classes);
		const column = cell % classes;
		items += table[cell];
		shares[row] += table[cell] / 2;
		shares[column] += table[cell] / 2;
		if (row === column) observed += table[cell];
	}
	if (items === 0) return undefinedBecause('Undefined: no item has votes of both.');
	return ac1({ observed: observed / items, shares: shares.map((share) => share / items), items });
}

interface Moments {
	observed: number;
	shares: Float64Array;
	items: number;
}

function ac1({ observed, shares, items }: Moments): Statistic<ChanceDetails> {
	if (shares.length < 2) return undefinedBecause(ONE_CLASS);
	const expected =
		shares.reduce((sum, share) => sum + share * (1 - share), 0) / (shares.length - 1);
	return { value: (observed - expected) / (1 - expected), observed, expected, items };
}

/** Observed agreement and mean class shares. Shares over all items with a vote, agreement over those with two. */
function agreementMoments(counts: ArrayLike<number>, classes: number): Moments {
	const shares = new Float64Array(classes);
	let observed = 0;
	let items = 0;
	let voted = 0;
	for (let start = 0; start < counts.length; start += classes) {
		let votes = 0;
		let squares = 0;
		for (let k = start; k < start + classes; k++) {
			votes += counts[k];
			squares += counts[k] ** 2;
		}
		if (votes === 0) continue;
		voted += 1;
		for (let k = 0; k < classes; k++) shares[k] += counts[start + k] / votes;
		if (votes < 2) continue;
		items += 1;
		observed += (squares - votes) / (votes * (votes - 1));
	}
	return {
		observed: items > 0 ? observed / items : 0,
		shares: shares.map((share) => share / Math.max(1, voted)),
		items
	};
}

/** A share of exactly 1, up to the rounding of the sum over items. */
function isOne(share: number): boolean {
	return 1 - share < 1e-12;
}
