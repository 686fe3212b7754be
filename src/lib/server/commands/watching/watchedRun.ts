import type { NewAlert } from '#schema/alert.ts';
import type { ScoredSource } from '#schema/source.ts';

/** A source with the object it is: what an alert can be about. */
export type ObjectSource = ScoredSource & { objectId: string };

/** What a run brought, as the watch over it sees it. */
export interface WatchedRun {
	runId: number;
	revision: number;
	sources: ObjectSource[];
}

/** A rule that fires on a third of a run is a mistake; the inbox holds what stands out most, the count tells the rest. */
export const MOST_ALERTS_PER_CAUSE = 500;

/** The alert's part that says where it comes from. */
export function seenAt(
	{ runId, revision }: WatchedRun,
	{ id, objectId }: ObjectSource
): Pick<NewAlert, 'objectId' | 'runId' | 'revision' | 'sourceId'> {
	return { objectId, runId, revision, sourceId: id };
}

/** Three digits, a true minus sign: for sentences. */
export function said(value: number): string {
	return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** Evidence is JSON: what was not measured is null there. */
export function measured(value: number): number | null {
	return Number.isFinite(value) ? value : null;
}
