import type { EtaVPoints } from '#schema/etaVBody.ts';
import type { PlanePoint } from '#science/table/planeSelection.ts';
import type { PlaneWindow } from '#science/table/densityGrid.ts';

/** Points that somebody drew a line around. */
export interface PlaneSelection {
	/** Ascending. */
	rows: Uint32Array;
	/** In log₁₀; null for a lasso's, which no ranges of numbers describe. */
	box: PlaneWindow | null;
}

export const NOTHING_SELECTED: PlaneSelection = { rows: new Uint32Array(), box: null };

/** The sources of a selection, by what they are called in any set of points. */
export interface KeptSelection {
	sourceIds: ReadonlySet<number>;
	box: PlaneWindow | null;
}

export const NOTHING_KEPT: KeptSelection = { sourceIds: new Set(), box: null };

export function keptSelection(
	{ rows, box }: PlaneSelection,
	{ sourceId }: Pick<EtaVPoints, 'sourceId'>
): KeptSelection {
	return { sourceIds: new Set(Array.from(rows, (row) => sourceId[row])), box };
}

/** What was selected, among points that were fetched since; sources that are no longer there are left out. */
export function selectionAmong(
	{ sourceId }: Pick<EtaVPoints, 'sourceId'>,
	{ sourceIds, box }: KeptSelection
): PlaneSelection {
	if (sourceIds.size === 0) return NOTHING_SELECTED;
	const rows = Uint32Array.from(sourceId.keys()).filter((row) => sourceIds.has(sourceId[row]));
	return rows.length > 0 ? { rows, box } : NOTHING_SELECTED;
}

/** The box between two corners, whichever they are. */
export function boxOf(corners: PlanePoint[]): PlaneWindow {
	const x = corners.map((corner) => corner.x);
	const y = corners.map((corner) => corner.y);
	return {
		xMin: Math.min(...x),
		xMax: Math.max(...x),
		yMin: Math.min(...y),
		yMax: Math.max(...y)
	};
}
