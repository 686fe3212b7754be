import type { Ratings } from './ratings.ts';

/** The votes of two people on the items both voted on. */
export interface PairTable {
	/** Places in `people`, the smaller first. */
	first: number;
	second: number;
	items: number;
	/** Square table of counts, row by row: what the first said (row) against what the second said (column). */
	table: Float64Array;
}

/** One table for every two people who share an item, in the order of the people. One vote per person and item is assumed. */
export function pairTables({ items, people, classes, item, person, label }: Ratings): PairTable[] {
	const rowsOfItem = items.map((): number[] => []);
	for (let row = 0; row < item.length; row++) rowsOfItem[item[row]].push(row);
	const pairs = new Map<number, PairTable>();
	for (const rows of rowsOfItem) {
		rows.sort((a, b) => person[a] - person[b]);
		for (let a = 0; a < rows.length; a++) {
			for (let b = a + 1; b < rows.length; b++) {
				const [first, second] = [person[rows[a]], person[rows[b]]];
				const key = first * people.length + second;
				const size = classes.length;
				const pair = pairs.get(key) ?? {
					first,
					second,
					items: 0,
					table: new Float64Array(size * size)
				};
				pair.items += 1;
				pair.table[label[rows[a]] * size + label[rows[b]]] += 1;
				pairs.set(key, pair);
			}
		}
	}
	return [...pairs.values()].sort((a, b) => a.first - b.first || a.second - b.second);
}
