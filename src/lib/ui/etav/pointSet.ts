import type { ComparedPoints, EtaVPoints } from '#schema/etaVBody.ts';
import { colourScale, type ColourScale } from '#science/table/colourScale.ts';
import { gridPoints, nearestPlace, type PointGrid } from '#science/table/densityGrid.ts';
import { placing, type PlotSize } from './planeWindow.ts';
import type { PlaneWindow } from '#science/table/densityGrid.ts';

/** One run's points, ready to be drawn and pointed at. */
export interface PointSet {
	points: EtaVPoints;
	grid: PointGrid;
	/** What colours them, in order of the grid; null when nothing does. */
	colour: Float32Array | null;
	scale: ColourScale | null;
}

export interface ComparedSets {
	here: PointSet;
	there: PointSet | null;
	partner: Int32Array;
}

export function comparedSets({ here, there, partner }: ComparedPoints): ComparedSets {
	return { here: pointSet(here), there: there && pointSet(there), partner };
}

function pointSet(points: EtaVPoints): PointSet {
	const grid = gridPoints(points.logEta, points.logV);
	const scale = colourScale(points.colour);
	const colour = scale && Float32Array.from(grid.row, (row) => points.colour[row]);
	return { points, grid, colour, scale };
}

/** Further from the pointer than this, CSS pixels, nothing is pointed at. */
const REACH = 10;

/** Row of the point nearest to a place on the screen. */
export function rowAt(
	{ grid }: PointSet,
	view: { window: PlaneWindow; size: PlotSize },
	at: { left: number; top: number }
): number | null {
	const { left, top, x, y } = placing(view.window, view.size);
	const around = {
		xMin: x(at.left - REACH),
		xMax: x(at.left + REACH),
		yMin: y(at.top + REACH),
		yMax: y(at.top - REACH)
	};
	const squared = (px: number, py: number) => (left(px) - at.left) ** 2 + (top(py) - at.top) ** 2;
	const place = nearestPlace(grid, around, squared, REACH ** 2);
	return place === null ? null : grid.row[place];
}
