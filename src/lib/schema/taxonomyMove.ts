import { countedAs, votable, type Taxonomy, type TaxonomyClass } from './taxonomy.ts';

/** A class that is in use in a queue and could not be chosen any more under another class list. */
export interface LostClass {
	key: string;
	label: string;
	/** Live votes for it. */
	votes: number;
	/** What it would count as, by the other list itself; null when somebody has to say. */
	countsAs: string | null;
}

/** The classes in use that the other list does not have, or has retired. `inUse`: live votes by class key, 0 for classes that only rules or `wanted` name. */
export function lostClasses(
	present: Taxonomy,
	target: Taxonomy,
	inUse: ReadonlyMap<string, number>
): LostClass[] {
	const kept = new Set(target.classes.filter((c) => !c.retired).map((c) => c.key));
	const choosable = new Set(votable(target).map((c) => c.key));
	const used = new Map<string, number>();
	for (const [key, votes] of inUse) {
		const now = countedAs(present, key);
		used.set(now, (used.get(now) ?? 0) + votes);
	}
	return [...used].flatMap(([key, votes]) => {
		const known = present.classes.find((c) => c.key === key);
		if (!known || kept.has(key)) return [];
		const successor = countedAs(target, key);
		return [
			{
				key,
				label: known.label,
				votes,
				countsAs: choosable.has(successor) ? successor : null
			}
		];
	});
}

/** The other list with what the queue has had before kept as retired classes, so that every vote stays readable. */
export function movedTaxonomy(
	present: Taxonomy,
	target: Taxonomy,
	mapping: ReadonlyMap<string, string>
): Taxonomy {
	const known = new Set(target.classes.map((c) => c.key));
	const successor = (c: TaxonomyClass) => ({
		countsAs: mapping.get(c.key) ?? c.retired?.countsAs ?? null
	});
	const former = present.classes
		.filter((c) => !known.has(c.key))
		.map((c) => ({ ...c, parent: null, hotkey: null, retired: successor(c) }));
	const classes = target.classes.map((c) => (c.retired ? { ...c, retired: successor(c) } : c));
	return { ...target, classes: [...classes, ...former] };
}
