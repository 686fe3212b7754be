import type { TaxonomyClass } from './taxonomy.ts';

interface Problem {
	sentence: string;
	field: string;
}

/** What is wrong with a class list as a whole, or null. Each class has been checked by itself. */
export function taxonomyProblem(classes: readonly TaxonomyClass[]): Problem | null {
	const kept = classes.filter((c) => !c.retired);
	if (kept.length === 0)
		return { sentence: 'Keep at least one class that is not retired.', field: 'classes' };
	return repeated(classes) ?? wrongParent(classes) ?? wrongHotkey(kept) ?? wrongSuccessor(classes);
}

function repeated(classes: readonly TaxonomyClass[]): Problem | null {
	const key = firstTwice(classes.map((c) => c.key));
	if (key !== null) return { sentence: `Two classes have the key “${key}”.`, field: 'key' };
	const label = firstTwice(classes.filter((c) => !c.retired).map((c) => c.label.toLowerCase()));
	if (label !== null) return { sentence: `Two classes are named “${label}”.`, field: 'label' };
	return null;
}

function wrongParent(classes: readonly TaxonomyClass[]): Problem | null {
	const byKey = new Map(classes.map((c) => [c.key, c]));
	for (const { key, label, parent, retired } of classes) {
		if (parent === null) continue;
		const above = byKey.get(parent);
		if (!above) {
			return {
				sentence: `“${label}” stands under “${parent}”, which is no class.`,
				field: 'parent'
			};
		}
		if (!retired && above.retired) {
			return {
				sentence: `“${label}” stands under “${above.label}”, which is retired.`,
				field: 'parent'
			};
		}
		if (isCircular(key, byKey)) {
			return { sentence: `“${label}” stands under itself.`, field: 'parent' };
		}
	}
	return null;
}

function isCircular(key: string, byKey: Map<string, TaxonomyClass>): boolean {
	const passed = new Set<string>();
	for (let at: string | null = key; at !== null; at = byKey.get(at)?.parent ?? null) {
		if (passed.has(at)) return true;
		passed.add(at);
	}
	return false;
}

function wrongHotkey(kept: readonly TaxonomyClass[]): Problem | null {
	const hotkey = firstTwice(kept.flatMap((c) => c.hotkey ?? []));
	if (hotkey !== null) {
		return { sentence: `The key ${hotkey} is given to two classes.`, field: 'hotkey' };
	}
	const parents = new Set(kept.map((c) => c.parent));
	const group = kept.find((c) => c.hotkey !== null && parents.has(c.key));
	if (!group) return null;
	return {
		sentence: `“${group.label}” has classes under it and cannot be voted for: take its key ${group.hotkey} away.`,
		field: 'hotkey'
	};
}

function wrongSuccessor(classes: readonly TaxonomyClass[]): Problem | null {
	const parents = new Set(classes.filter((c) => !c.retired).map((c) => c.parent));
	const votable = new Set(
		classes.filter((c) => !c.retired && !parents.has(c.key)).map((c) => c.key)
	);
	const wrong = classes.find((c) => c.retired?.countsAs && !votable.has(c.retired.countsAs));
	if (!wrong) return null;
	return {
		sentence: `“${wrong.label}” is to count as “${wrong.retired?.countsAs}”, which nobody can vote for.`,
		field: 'countsAs'
	};
}

function firstTwice(words: readonly string[]): string | null {
	const seen = new Set<string>();
	for (const word of words) {
		if (seen.has(word)) return word;
		seen.add(word);
	}
	return null;
}
