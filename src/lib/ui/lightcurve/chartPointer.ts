import type { LightCurveDrawing, LightCurveEvents, PlacedEpoch } from './plot.ts';
import type { ErrorBarChart } from './chartOptions.ts';

/** A pointer that has gone further than this between press and release has dragged, pixels. */
const STILL = 4;
/** The nearest epoch may be far: a click chooses what it is on, pixels. */
const ON = 16;

/**
 * Tells what is under the pointer. The library's own hovering would draw every point anew for each that is passed, which
 * ten thousand of them do not bear.
 */
export function watchPointer(
	chart: ErrorBarChart,
	events: Pick<LightCurveEvents, 'onpoint' | 'onchoose' | 'oncursor'>,
	drawing: () => LightCurveDrawing
): { stop: () => void } {
	const { canvas } = chart;
	let pressed = { x: 0, y: 0 };

	function hover(event: MouseEvent) {
		events.onpoint(nearest(chart, drawing(), event));
		events.oncursor(drawing().isFolded ? null : timeUnder(chart, event));
	}

	function leave() {
		events.onpoint(null);
		events.oncursor(null);
	}

	function press({ offsetX, offsetY }: PointerEvent) {
		pressed = { x: offsetX, y: offsetY };
	}

	function choose(event: MouseEvent) {
		const { offsetX: x, offsetY: y } = event;
		if (Math.hypot(x - pressed.x, y - pressed.y) > STILL || drawing().picking) return;
		const epoch = nearest(chart, drawing(), event);
		events.onchoose(epoch && Math.hypot(x - epoch.left, y - epoch.top) < ON ? epoch.index : null);
	}

	const stop = new AbortController();
	const { signal } = stop;
	canvas.addEventListener('pointermove', hover, { signal });
	canvas.addEventListener('pointerleave', leave, { signal });
	canvas.addEventListener('pointerdown', press, { signal });
	canvas.addEventListener('click', choose, { signal });
	return { stop: () => stop.abort() };
}

function nearest(
	chart: ErrorBarChart,
	drawing: LightCurveDrawing,
	event: MouseEvent
): PlacedEpoch | null {
	const how = { axis: 'xy', intersect: false } as const;
	const [found] = chart.getElementsAtEventForMode(event, 'nearest', how, false);
	const points = found && drawing.drawn.series.at(found.datasetIndex)?.points;
	if (!points) return null;
	const { x, y } = found.element;
	return { index: points[found.index].index, left: x, top: y };
}

function timeUnder({ chartArea, scales }: ErrorBarChart, { offsetX }: MouseEvent): number | null {
	const { left, right } = chartArea;
	if (offsetX < left || offsetX > right) return null;
	return scales.x.getValueForPixel(offsetX) ?? null;
}
