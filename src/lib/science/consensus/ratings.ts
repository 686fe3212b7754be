/**
 * Votes as columns: row r says that `people[person[r]]` called `items[item[r]]` a `classes[label[r]]`. Rows are in the order of
 * casting. A person may stand twice at one item, as in Dawid & Skene (1979); what may not, says so.
 */
export interface Ratings {
	items: string[];
	people: string[];
	classes: string[];
	item: Int32Array;
	person: Int32Array;
	label: Int32Array;
}

/** What a vote has to have to become a row. */
export interface Rating {
	item: string;
	person: string;
	label: string;
}

/** Items and people in the order in which they first appear. Every label must be one of the classes. */
export function toRatings(votes: readonly Rating[], classes: readonly string[]): Ratings {
	const items = new Numbering();
	const people = new Numbering();
	const places = new Map(classes.map((name, place) => [name, place]));
	const item = new Int32Array(votes.length);
	const person = new Int32Array(votes.length);
	const label = new Int32Array(votes.length);
	votes.forEach((vote, row) => {
		const place = places.get(vote.label);
		if (place === undefined) throw new RangeError(`"${vote.label}" is none of the classes.`);
		item[row] = items.numberOf(vote.item);
		person[row] = people.numberOf(vote.person);
		label[row] = place;
	});
	return { items: items.names, people: people.names, classes: [...classes], item, person, label };
}

/** How often each item was given each class, one row of `classes.length` numbers per item. */
export function countsByItem({ items, classes, item, label }: Ratings): Float64Array {
	const size = classes.length;
	const counts = new Float64Array(items.length * size);
	for (let row = 0; row < item.length; row++) counts[item[row] * size + label[row]] += 1;
	return counts;
}

/** Numbers names from 0 as they come. */
class Numbering {
	readonly names: string[] = [];
	readonly #numbers = new Map<string, number>();

	numberOf(name: string): number {
		const known = this.#numbers.get(name);
		if (known !== undefined) return known;
		this.#numbers.set(name, this.names.length);
		return this.names.push(name) - 1;
	}
}
