import { Chart, LinearScale, LogarithmicScale, type Plugin, type Scale } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotationPlugin from 'chartjs-plugin-annotation';
import zoomPlugin from 'chartjs-plugin-zoom';
import { Backdrop } from './backdrop.ts';
import { chartAnnotations } from './chartAnnotations.ts';
import { chartDatasets } from './chartDatasets.ts';
import { chartOptions, type ErrorBarChart } from './chartOptions.ts';
import { drawNoise, drawOverlay, drawSigns, type CanvasScales } from './chartOverlay.ts';
import { watchPointer } from './chartPointer.ts';
import { fluxTick, mjdTick, padded } from './labels.ts';
import { palette, type Palette } from './palette.ts';
import { pickTimes } from './pickTimes.ts';
import type {
	LightCurveDrawing,
	LightCurveEvents,
	LightCurveOverlay,
	LightCurvePlot,
	PlacedEpoch,
	TimeRange
} from './plot.ts';

Chart.register(
	ScatterWithErrorBarsController,
	PointWithErrorBar,
	LinearScale,
	LogarithmicScale,
	annotationPlugin,
	zoomPlugin
);

/** What a chart's own plugins draw from. */
interface Drawn {
	drawing: LightCurveDrawing;
	overlay: LightCurveOverlay;
	colours: Palette;
}

/** The one place that knows Chart.js draws light curves. Everything else sees LightCurvePlot. */
export function createLightCurvePlot(
	canvas: HTMLCanvasElement,
	events: LightCurveEvents,
	first: LightCurveDrawing
): LightCurvePlot {
	let overlay: LightCurveOverlay = { ringed: [], cursors: [], dragged: null };
	let drawn: Drawn = { drawing: first, overlay, colours: palette(canvas) };
	/** Under the pointer that marks it, until it lets go. */
	let dragged: TimeRange | null = null;
	/** Being zoomed for the reader, not by them. */
	let isLed = false;
	const onzoom = (shown: TimeRange | null) => {
		if (!isLed && !drawn.drawing.isFolded) events.onzoom(shown);
	};
	const backdrop = new Backdrop(canvas);
	const options = chartOptions({ onzoom }, () => drawn.drawing);
	// The library draws as it is made: at once what is to be seen.
	choose(options, drawn, wholeOf(first));
	const chart: ErrorBarChart = new Chart(canvas, {
		type: 'scatterWithErrorBars',
		data: { datasets: datasetsOf(drawn) },
		options,
		plugins: [signs(() => drawn, backdrop)]
	});
	const pointer = watchPointer(chart, events, () => drawn.drawing);
	const lay = (next: LightCurveOverlay) => {
		overlay = next;
		drawn = { ...drawn, overlay: { ...overlay, dragged: dragged ?? overlay.dragged } };
		backdrop.restore();
		drawOverlay(chart.ctx, scalesOf(chart), drawn);
	};
	const picking = pickTimes(canvas, {
		timeAt: (pixel) => chart.scales.x.getValueForPixel(pixel) ?? Number.NaN,
		mode: () => drawn.drawing.picking,
		onpick: (fromMjd, toMjd) => {
			dragged = null;
			events.onpick(fromMjd, toMjd);
		},
		ondrag: (fromMjd, toMjd) => {
			dragged = { fromMjd, toMjd };
			lay(overlay);
		}
	});
	return {
		draw(drawing) {
			const before = drawn.drawing;
			drawn = { drawing, overlay, colours: palette(canvas) };
			// A phase is no date: a zoom into one means nothing in the other.
			if (before.isFolded !== drawing.isFolded) chart.resetZoom('none');
			show(chart, drawn);
		},
		lay,
		resetZoom: () => chart.resetZoom('none'),
		showTimes(shown) {
			if (drawn.drawing.isFolded) return;
			isLed = true;
			if (shown) chart.zoomScale('x', { min: shown.fromMjd, max: shown.toMjd }, 'none');
			else chart.resetZoom('none');
			isLed = false;
		},
		shown: () => ({ min: chart.scales.x.min, max: chart.scales.x.max }),
		placeOf: (index) => placeOf(chart, drawn.drawing, index),
		destroy() {
			pointer.stop();
			picking.stop();
			chart.destroy();
		}
	};
}

function show(chart: ErrorBarChart, now: Drawn): void {
	chart.data.datasets = datasetsOf(now);
	// Keeps the reader's zoom while points, colours or cursors change.
	choose(chart.options, now, chart.isZoomedOrPanned() ? {} : wholeOf(now.drawing));
	chart.update('none');
}

const datasetsOf = ({ drawing, colours }: Drawn) =>
	chartDatasets(drawing.drawn.series, drawing.marked, colours);

const wholeOf = ({ drawn, isFolded }: LightCurveDrawing) => padded(drawn.series, isFolded);

/** What changes from drawing to drawing. */
function choose(
	{ plugins, scales }: ErrorBarChart['options'],
	{ drawing, colours }: Drawn,
	times: ReturnType<typeof padded>
): void {
	const annotations = drawing.isFolded ? [] : chartAnnotations(drawing.annotations, colours);
	put(plugins, { annotation: { annotations } });
	put(plugins?.zoom?.zoom?.drag, { enabled: drawing.picking === null });
	const fluxTicks = { callback: drawing.isLogarithmic ? String : fluxTick };
	put(scales?.y, { ...axis(drawing.fluxTitle, colours, fluxTicks), ...fluxRange(drawing) });
	const ticks = { callback: drawing.isFolded ? phaseTick : timeTick };
	put(scales?.x, { ...axis(drawing.timeTitle, colours, ticks), ...times });
}

function timeTick(this: Scale, mjd: number): string[] {
	return mjdTick(mjd, this.max - this.min);
}

const phaseTick = (phase: number) => phase.toFixed(2);

/** Chart.js reads its options anew at each update; parts of them are optional in its types only. */
function put(options: object | undefined, values: object): void {
	if (options) Object.assign(options, values);
}

/** Ticks at round values only: the ends of the axis are wherever the epochs end. */
function axis(text: string, { grid, line, faint: color }: Palette, ticks: object = {}) {
	return {
		grid: { color: grid },
		border: { color: line },
		ticks: { color, maxRotation: 0, autoSkipPadding: 24, includeBounds: false, ...ticks },
		title: { display: true, text, color }
	};
}

function fluxRange({ isLogarithmic, drawn }: LightCurveDrawing) {
	return isLogarithmic
		? { type: 'logarithmic', min: drawn.floor, max: drawn.ceiling, beginAtZero: false }
		: { type: 'linear', min: undefined, max: undefined, beginAtZero: true };
}

/** Where an epoch stands; the first of its two places when folded, null when it is not shown. */
function placeOf(
	chart: ErrorBarChart,
	drawing: LightCurveDrawing,
	index: number
): PlacedEpoch | null {
	const point = drawing.drawn.series.flatMap((s) => s.points).find((p) => p.index === index);
	const { x, y } = chart.scales;
	if (!point || point.x < x.min || point.x > x.max) return null;
	return { index, left: x.getPixelForValue(point.x), top: y.getPixelForValue(point.y) };
}

/** What is drawn on and where, of a chart of any kind. */
type Laid = Pick<ErrorBarChart, 'ctx' | 'scales' | 'chartArea'>;

/** What the library has no element for, drawn in turn with what it draws. */
function signs(drawn: () => Drawn, backdrop: Backdrop): Plugin<'scatterWithErrorBars'> {
	return {
		id: 'signs',
		beforeDatasetsDraw: (chart: Laid) => drawNoise(chart.ctx, scalesOf(chart), drawn()),
		afterDatasetsDraw: (chart: Laid) => drawSigns(chart.ctx, scalesOf(chart), drawn()),
		afterDraw(chart: Laid) {
			backdrop.keep();
			drawOverlay(chart.ctx, scalesOf(chart), drawn());
		}
	};
}

function scalesOf({ scales, chartArea }: Laid): CanvasScales {
	return {
		x: (value) => scales.x.getPixelForValue(value),
		y: (value) => scales.y.getPixelForValue(value),
		left: chartArea.left,
		right: chartArea.right,
		top: chartArea.top,
		bottom: chartArea.bottom
	};
}
