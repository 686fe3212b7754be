import { addressOf } from '#schema/readAddress.ts';
import { runListSchema, type RunList } from '#schema/runPage.ts';

/** The table of runs with some of its state changed; anything but a change of page starts at page 1. */
export function runsHref(list: RunList, change: Partial<RunList> = {}): string {
	return `/runs${addressOf(runListSchema, { ...list, page: 1, ...change })}`;
}
