/** The classes in the order of every table, and what is known about that order. */
export interface ClassOrder {
	classes: string[];
	/** numbers: by value. given: as the caller ranked them. none: by name, which means nothing. */
	basis: 'numbers' | 'given' | 'none';
	/** The classes as numbers; null unless all are. */
	values: number[] | null;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Orders the labels that occur. `ranking` puts its classes, also those nobody chose, in its own order, and must hold every label. */
export function orderClasses(labels: Iterable<string>, ranking?: readonly string[]): ClassOrder {
	const found = [...new Set(ranking ?? labels)];
	const areNumbers = found.length > 0 && found.every((label) => NUMBER.test(label));
	const values = areNumbers ? found.map(Number) : null;
	if (ranking) return { classes: found, basis: 'given', values };
	if (!areNumbers) return { classes: found.sort(byCodeUnit), basis: 'none', values };
	// "1" and "1.0" stay two classes, side by side.
	found.sort((a, b) => Number(a) - Number(b) || byCodeUnit(a, b));
	return { classes: found, basis: 'numbers', values: found.map(Number) };
}

function byCodeUnit(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
