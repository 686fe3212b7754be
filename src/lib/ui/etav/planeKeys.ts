import type { PlaneWindow } from '#science/table/densityGrid.ts';
import { panned, zoomed } from './planeWindow.ts';

export interface KeyedPlane {
	window: PlaneWindow;
	onwindow: (window: PlaneWindow) => void;
	reset: () => void;
	/** Of the selection; without one the arrows move the view. */
	rows: Uint32Array;
	/** Row pointed at. */
	current: number | null;
	onpoint: (row: number) => void;
	onchoose: (row: number) => void;
	/** Gives the selection up. */
	leave: () => void;
}

const ZOOM = 1.25;
const STEP = 0.1;
const ARROWS: Record<string, [right: number, up: number]> = {
	ArrowLeft: [-STEP, 0],
	ArrowRight: [STEP, 0],
	ArrowUp: [0, STEP],
	ArrowDown: [0, -STEP]
};

/** Keys of the plot that has the focus. */
export function planeKeys(event: KeyboardEvent, plane: KeyedPlane): void {
	if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey)
		return;
	const done = moveTo(event, plane) || act(event.key, plane);
	if (!done) return;
	event.preventDefault();
	event.stopPropagation();
}

function moveTo(event: KeyboardEvent, { window, onwindow, rows, current, onpoint }: KeyedPlane) {
	const arrow = ARROWS[event.key];
	if (!arrow) return false;
	if (rows.length > 0 && !event.shiftKey) {
		onpoint(neighbour(rows, current, arrow[0] + arrow[1] > 0 ? 1 : -1));
	} else {
		onwindow(panned(window, arrow[0], arrow[1]));
	}
	return true;
}

/** The row after or before one in a list, around its ends; its first where the one is not in it. */
function neighbour(rows: Uint32Array, current: number | null, step: number): number {
	const at = current === null ? -1 : rows.indexOf(current);
	if (at < 0) return rows[0];
	return rows[(at + step + rows.length) % rows.length];
}

function act(key: string, plane: KeyedPlane): boolean {
	if (key === '+' || key === '=') plane.onwindow(zoomed(plane.window, 1 / ZOOM));
	else if (key === '-' || key === '_') plane.onwindow(zoomed(plane.window, ZOOM));
	else if (key === '0') plane.reset();
	else if (key === 'Enter' && plane.current !== null) plane.onchoose(plane.current);
	else if (key === 'Escape' && plane.rows.length > 0) plane.leave();
	else return false;
	return true;
}
