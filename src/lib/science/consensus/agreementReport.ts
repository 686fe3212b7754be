import { fleissKappa, gwetAc1, gwetAc1OfPair, observedAgreement } from './chanceCorrected.ts';
import type { ChanceDetails } from './chanceCorrected.ts';
import type { ClassOrder } from './classOrder.ts';
import { cohenKappa, weightedKappa, type KappaDetails } from './cohen.ts';
import { coincidences, coincidenceTable, type Metric } from './krippendorff.ts';
import { krippendorff, type AlphaDetails, type BootstrapOptions } from './krippendorffInterval.ts';
import { pairTables } from './pairs.ts';
import { countsByItem, type Ratings } from './ratings.ts';
import { undefinedBecause, type Statistic } from './statistic.ts';

export interface AgreementReport {
	/** Share of pairs of votes on one item that agree, mean over items: 0.944 is 94.4 %. */
	observedAgreement: Statistic<{ items: number }>;
	/** Of two people; of more, the mean over pairs (Light 1971). */
	cohenKappa: Statistic<{ pairs: number; standardError: number | null }>;
	fleissKappa: Statistic<ChanceDetails>;
	gwetAc1: Statistic<ChanceDetails>;
	krippendorffAlpha: Record<Metric, Statistic<AlphaDetails>>;
	/** How often two votes on one item are of these two classes, each item's pairs divided by its votes less one. */
	coincidences: number[][];
	pairs: PairReport[];
}

export interface PairReport {
	people: [string, string];
	items: number;
	agreement: number;
	cohenKappa: Statistic<KappaDetails>;
	/** null where the classes have no order. */
	weightedKappa: { linear: Statistic; quadratic: Statistic } | null;
	gwetAc1: Statistic<ChanceDetails>;
	/** What the first said (rows) against what the second said (columns), in the order of the classes. */
	table: number[][];
}

/** Every measure of agreement of spec/vetting.md §4.1. Needs one vote per person and item. */
export function reportAgreement(
	ratings: Ratings,
	order: ClassOrder,
	bootstrap: BootstrapOptions
): AgreementReport {
	const size = order.classes.length;
	const counts = countsByItem(ratings);
	const pairs = reportPairs(ratings, order);
	const ordered = order.basis !== 'none';
	return {
		observedAgreement: observedAgreement(counts, size),
		cohenKappa: meanKappa(pairs),
		fleissKappa: fleissKappa(counts, size),
		gwetAc1: gwetAc1(counts, size),
		krippendorffAlpha: krippendorff(counts, { size, ordered, values: order.values }, bootstrap),
		coincidences: asRows(coincidenceTable(coincidences(counts, size)), size),
		pairs
	};
}

/** A square table as rows, for JSON. */
export function asRows(table: ArrayLike<number>, size: number): number[][] {
	const cells = Array.from(table);
	return Array.from({ length: size }, (_, row) => cells.slice(row * size, (row + 1) * size));
}

function reportPairs(ratings: Ratings, { basis }: ClassOrder): PairReport[] {
	const size = ratings.classes.length;
	return pairTables(ratings).map(({ first, second, items, table }) => {
		let agreeing = 0;
		for (let k = 0; k < size; k++) agreeing += table[k * size + k];
		return {
			people: [ratings.people[first], ratings.people[second]],
			items,
			agreement: agreeing / items,
			cohenKappa: cohenKappa(table),
			weightedKappa:
				basis === 'none'
					? null
					: {
							linear: weightedKappa(table, 'linear'),
							quadratic: weightedKappa(table, 'quadratic')
						},
			gwetAc1: gwetAc1OfPair(table),
			table: asRows(table, size)
		};
	});
}

function meanKappa(pairs: readonly PairReport[]): AgreementReport['cohenKappa'] {
	if (pairs.length === 0) return undefinedBecause('Undefined: no two people share an item.');
	const known = pairs.flatMap(({ cohenKappa: kappa }) => (kappa.value === null ? [] : [kappa]));
	const [only] = known;
	if (only === undefined)
		return undefinedBecause(
			'Undefined (no variation): no two people differ in anything they share.'
		);
	return {
		value: known.reduce((sum, kappa) => sum + kappa.value, 0) / known.length,
		pairs: known.length,
		// κ of pairs that share people are not independent: their mean has no simple error.
		standardError: known.length === 1 ? only.standardError : null
	};
}
