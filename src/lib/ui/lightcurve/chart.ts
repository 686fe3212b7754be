import {
	Chart,
	LinearScale,
	Tooltip,
	type ChartEvent,
	type ChartOptions,
	type TooltipItem
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotationPlugin from 'chartjs-plugin-annotation';
import zoomPlugin from 'chartjs-plugin-zoom';
import { chartAnnotations } from './chartAnnotations.ts';
import { chartDatasets } from './chartDatasets.ts';
import type { LightCurveDrawing, LightCurveEvents, LightCurvePlot, TimeRange } from './plot.ts';
import { mjdTick, padded, tooltipLines, tooltipTitle } from './labels.ts';
import { palette, type Palette } from './palette.ts';
import type { SeriesPoint } from './series.ts';
import { pickTimes } from './pickTimes.ts';

Chart.register(
	ScatterWithErrorBarsController,
	PointWithErrorBar,
	LinearScale,
	Tooltip,
	annotationPlugin,
	zoomPlugin
);

type ErrorBarChart = Chart<'scatterWithErrorBars', SeriesPoint[]>;

/** The one place that knows Chart.js draws light curves. Everything else sees LightCurvePlot. */
export function createLightCurvePlot(
	canvas: HTMLCanvasElement,
	events: LightCurveEvents
): LightCurvePlot {
	let drawing: LightCurveDrawing | null = null;
	/** Being zoomed for the reader, not by them. */
	let isLed = false;
	const onzoom = (shown: TimeRange | null) => {
		if (!isLed) events.onzoom(shown);
	};
	const chart: ErrorBarChart = new Chart(canvas, {
		type: 'scatterWithErrorBars',
		data: { datasets: [] },
		options: options({ ...events, onzoom }, () => drawing)
	});
	const picking = pickTimes(canvas, {
		timeAt: (pixel) => chart.scales.x.getValueForPixel(pixel) ?? Number.NaN,
		mode: () => drawing?.picking ?? null,
		onpick: events.onpick,
		ondrag: (from, to) => {
			if (drawing) show(chart, { ...drawing, dragged: { fromMjd: from, toMjd: to } });
		}
	});
	// Chart.js does not call onHover when the pointer leaves, and replays the last event at each update until it has
	// seen the mouseout, one frame later.
	const leave = () =>
		requestAnimationFrame(() => {
			events.onpoint(null);
			events.oncursor(null);
		});
	canvas.addEventListener('mouseleave', leave);
	return {
		draw(next) {
			drawing = next;
			show(chart, next);
		},
		resetZoom: () => chart.resetZoom('none'),
		showTimes(shown) {
			isLed = true;
			if (shown) chart.zoomScale('x', { min: shown.fromMjd, max: shown.toMjd }, 'none');
			else chart.resetZoom('none');
			isLed = false;
		},
		destroy() {
			canvas.removeEventListener('mouseleave', leave);
			picking.stop();
			chart.destroy();
		}
	};
}

function show(chart: ErrorBarChart, drawing: LightCurveDrawing): void {
	const colours = palette(chart.canvas);
	chart.data.datasets = chartDatasets(drawing.series, colours);
	showPlugins(chart, drawing, colours);
	const { x, y } = chart.options.scales ?? {};
	put(y, axis(drawing.fluxTitle, colours));
	const callback = (mjd: number) => mjdTick(mjd);
	put(x, { ...axis('MJD (UTC)', colours, { callback }), ...zoomedOrWhole(chart, drawing) });
	chart.update('none');
}

function showPlugins(chart: ErrorBarChart, drawing: LightCurveDrawing, colours: Palette): void {
	const { plugins } = chart.options;
	put(plugins, { annotation: { annotations: chartAnnotations(drawing, colours) } });
	put(plugins?.zoom?.zoom?.drag, { enabled: drawing.picking === null });
	put(plugins?.tooltip, {
		backgroundColor: colours.raised,
		titleColor: colours.ink,
		bodyColor: colours.ink,
		borderColor: colours.line
	});
}

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

/** Keeps the reader's zoom while points, colours or cursors change. */
function zoomedOrWhole(chart: ErrorBarChart, drawing: LightCurveDrawing) {
	return chart.isZoomedOrPanned() ? {} : padded(drawing.series);
}

function options(
	events: LightCurveEvents,
	drawing: () => LightCurveDrawing | null
): ChartOptions<'scatterWithErrorBars'> {
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		normalized: true,
		interaction: { mode: 'nearest', axis: 'xy', intersect: false },
		scales: {
			x: { type: 'linear' },
			y: { type: 'linear', suggestedMin: 0, grace: '8%' }
		},
		plugins: {
			legend: { display: false },
			tooltip: {
				displayColors: false,
				borderWidth: 1,
				padding: 8,
				callbacks: {
					title: (points: TooltipItem<'scatterWithErrorBars'>[]) =>
						tooltipTitle(drawing(), pointIndex(points[0])),
					label: (point: TooltipItem<'scatterWithErrorBars'>) =>
						tooltipLines(drawing(), pointIndex(point))
				}
			},
			annotation: { annotations: {} },
			zoom: {
				limits: { x: { min: 'original', max: 'original' } },
				zoom: {
					mode: 'x',
					wheel: { enabled: true, speed: 0.15 },
					pinch: { enabled: true },
					drag: { enabled: true },
					onZoom: ({ chart }) => events.onzoom(timesShown(chart)),
					// Also after a reset, which tells nothing else.
					onZoomComplete: ({ chart }) => events.onzoom(timesShown(chart))
				}
			}
		},
		onHover: (event, elements, chart) => {
			const [element] = elements;
			const dataset = element && drawing()?.series[element.datasetIndex];
			events.onpoint(dataset ? dataset.points[element.index].index : null);
			// Its own type parameter is wider than the chart's it was given to.
			events.oncursor(timeUnder(event, chart as unknown as ErrorBarChart));
		}
	};
}

function timesShown(chart: Chart): TimeRange | null {
	if (!chart.isZoomedOrPanned()) return null;
	const { min, max } = chart.scales.x;
	return { fromMjd: min, toMjd: max };
}

/** Index into the light curve's columns of a hovered point. */
function pointIndex(point: TooltipItem<'scatterWithErrorBars'> | undefined): number | null {
	// Chart.js hands back the very objects of chartDatasets(), which are SeriesPoints.
	const raw = point?.raw as { index?: number } | undefined;
	return raw?.index ?? null;
}

function timeUnder(event: ChartEvent, chart: ErrorBarChart): number | null {
	const { left, right } = chart.chartArea;
	if (event.x === null || event.x < left || event.x > right) return null;
	return chart.scales.x.getValueForPixel(event.x) ?? null;
}
