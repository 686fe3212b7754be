/** Numbers by the name of their class, for JSON. Any name is safe, `__proto__` too. */
export function named(
	classes: readonly string[],
	numbers: ArrayLike<number>,
	from = 0
): Record<string, number> {
	return Object.fromEntries(classes.map((name, k) => [name, numbers[from + k]]));
}

/** How many of the votes name each class. */
export function byClass(
	votes: readonly { label: string }[],
	classes: readonly string[]
): Record<string, number> {
	const counts = new Map(classes.map((name) => [name, 0]));
	for (const { label } of votes) counts.set(label, (counts.get(label) ?? 0) + 1);
	return Object.fromEntries(counts);
}

/** The entries under each key, keys in the order of their first appearance. */
export function groupBy<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const entry of entries) {
		const key = keyOf(entry);
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return groups;
}
