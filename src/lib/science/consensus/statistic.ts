/** A number with what belongs to it, or the reason why it has none. Never NaN. */
export type Statistic<Details extends object = object> =
	({ value: number } & Details) | { value: null; reason: string };

export function undefinedBecause(reason: string): { value: null; reason: string } {
	return { value: null, reason };
}

export const ONE_CLASS = 'Undefined (no variation): every vote names the same class.';
export const NO_OVERLAP = 'Undefined: no item has votes of two people.';
