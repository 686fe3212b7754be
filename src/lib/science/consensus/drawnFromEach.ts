import type { Random } from '../stats/random.ts';
import { groupBy } from './named.ts';

/** One of the entries: every group is as likely, however many are in it, and so is everyone within a group. Null of none. */
export function drawnFromEach<T>(
	entries: readonly T[],
	groupOf: (entry: T) => string,
	random: Random
): T | null {
	const groups = [...groupBy(entries, groupOf).values()];
	if (groups.length === 0) return null;
	const group = groups[random.integer(groups.length)];
	return group[random.integer(group.length)];
}
