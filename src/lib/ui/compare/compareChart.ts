import type { Plot } from '#ui/shared/keptDrawn.svelte.ts';
import {
	Chart,
	LinearScale,
	PointElement,
	ScatterController,
	Tooltip,
	type ChartOptions,
	type Plugin
} from 'chart.js';
import annotationPlugin from 'chartjs-plugin-annotation';
import { COMPARED, type Compared, type ComparedPoints } from '#schema/compareRuns.ts';
import { fixed, significant } from '#ui/shared/numbers.ts';
import { tokenColour } from '#ui/shared/themes.ts';

Chart.register(ScatterController, PointElement, LinearScale, Tooltip, annotationPlugin);

export interface CompareDrawing {
	points: ComparedPoints | null;
	nameA: string;
	nameB: string;
}

interface Point {
	x: number;
	y: number;
	sourceId: number;
}

/** Faint enough to tell one from none, and many from more. */
const FAINTEST = 0.15;

/** Sources of two runs against each other: points, or shades of how crowded the plane is, under the same axes. */
export function createComparePlot(
	canvas: HTMLCanvasElement,
	onopen: (sourceId: number) => void
): Plot<CompareDrawing> {
	let drawing: CompareDrawing = { points: null, nameA: '', nameB: '' };
	const crowds: Plugin<'scatter'> = {
		id: 'crowds',
		beforeDatasetsDraw: (chart) =>
			paintCrowds(chart, drawing.points, tokenColour(canvas, '--label-1'))
	};
	const chart = new Chart<'scatter', Point[]>(canvas, {
		type: 'scatter',
		data: { datasets: [] },
		options: options(onopen, () => drawing.points),
		plugins: [crowds]
	});
	return {
		draw(next) {
			drawing = next;
			const colour = (token: string) => tokenColour(canvas, token);
			chart.data.datasets = [
				{
					data: pointsOf(next.points),
					pointRadius: 2.5,
					pointHoverRadius: 6,
					pointBackgroundColor: colour('--label-1'),
					pointBorderWidth: 0
				}
			];
			style(chart, next, colour);
			chart.update('none');
		},
		destroy: () => chart.destroy()
	};
}

function pointsOf(points: ComparedPoints | null): Point[] {
	if (points?.kind !== 'points') return [];
	return points.x.map((x, i) => ({ x, y: points.y[i], sourceId: points.sourceId[i] }));
}

function paintCrowds(chart: Chart, points: ComparedPoints | null, colour: string): void {
	if (points?.kind !== 'density') return;
	const { counts, columns, lines, extent } = points;
	const { ctx, scales } = chart;
	const most = Math.log1p(counts.reduce((sum, count) => Math.max(sum, count), 1));
	const width = (extent.xMax - extent.xMin) / columns;
	const height = (extent.yMax - extent.yMin) / lines;
	ctx.save();
	ctx.fillStyle = colour;
	counts.forEach((count, bin) => {
		if (count === 0) return;
		const [column, line] = [bin % columns, Math.floor(bin / columns)];
		const left = scales.x.getPixelForValue(extent.xMin + column * width);
		const right = scales.x.getPixelForValue(extent.xMin + (column + 1) * width);
		const bottom = scales.y.getPixelForValue(extent.yMin + line * height);
		const top = scales.y.getPixelForValue(extent.yMin + (line + 1) * height);
		ctx.globalAlpha = FAINTEST + ((1 - FAINTEST) * Math.log1p(count)) / most;
		ctx.fillRect(left, top, right - left, bottom - top);
	});
	ctx.restore();
}

type Axes = NonNullable<ChartOptions<'scatter'>['scales']>;
type Colours = (token: string) => string;

function style(
	chart: Chart<'scatter', Point[]>,
	{ points, nameA, nameB }: CompareDrawing,
	colour: Colours
): void {
	const scales = chart.options.scales ?? {};
	for (const axis of [scales.x, scales.y]) paintAxis(axis, colour);
	if (!points) return;
	nameAxes(scales, points.measure, [nameA, nameB]);
	const extent = points.kind === 'density' ? points.extent : null;
	Object.assign(scales.x ?? {}, { min: extent?.xMin, max: extent?.xMax });
	Object.assign(scales.y ?? {}, { min: extent?.yMin, max: extent?.yMax });
	const { plugins } = chart.options;
	if (plugins) plugins.annotation = { annotations: guides(points, colour) };
}

function paintAxis(axis: Axes[string], colour: Colours): void {
	Object.assign(axis?.grid ?? {}, { color: colour('--line') });
	Object.assign(axis?.ticks ?? {}, { color: colour('--ink-3') });
	Object.assign(axis?.title ?? {}, { color: colour('--ink-3') });
}

function nameAxes({ x, y }: Axes, measure: Compared, runs: [a: string, b: string]): void {
	const { title, unit } = COMPARED[measure];
	const named = runs.map((run) => `${title} in ${run}${unit ? `, ${unit}` : ''}`);
	const [across, up] = measure === 'position' ? ['Δα cos δ, arcsec', 'Δδ, arcsec'] : named;
	Object.assign(x?.title ?? {}, { text: across });
	Object.assign(y?.title ?? {}, { text: up });
}

/** Where both runs say the same. */
function guides(points: ComparedPoints, colour: Colours) {
	const line = { type: 'line' as const, borderColor: colour('--ink-4'), borderWidth: 1 };
	if (points.measure === 'position')
		return { x: { ...line, xMin: 0, xMax: 0 }, y: { ...line, yMin: 0, yMax: 0 } };
	return { same: { ...line, ...diagonal(points), borderDash: [5, 4] } };
}

/** From where either begins to where either ends: on it, both runs say the same. */
function diagonal(points: ComparedPoints) {
	const { extent } = points.kind === 'density' ? points : { extent: extentOf(points) };
	const from = Math.min(extent.xMin, extent.yMin);
	const to = Math.max(extent.xMax, extent.yMax);
	return { xMin: from, yMin: from, xMax: to, yMax: to };
}

function extentOf({ x, y }: { x: number[]; y: number[] }) {
	const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
	const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
	return { xMin: least(x), xMax: most(x), yMin: least(y), yMax: most(y) };
}

function options(
	onopen: (sourceId: number) => void,
	points: () => ComparedPoints | null
): ChartOptions<'scatter'> {
	const isLog = () => COMPARED[points()?.measure ?? 'flux'].log;
	const said = (value: number) => (isLog() ? significant(10 ** value) : fixed(value, 2));
	const axis = () => ({
		type: 'linear' as const,
		title: { display: true, text: '' },
		grid: {},
		ticks: {
			maxTicksLimit: 7,
			maxRotation: 0,
			callback: (value: number | string) => said(Number(value))
		}
	});
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		scales: { x: axis(), y: axis() },
		plugins: {
			legend: { display: false },
			tooltip: {
				displayColors: false,
				callbacks: { label: ({ parsed: { x, y } }) => `${said(x ?? NaN)}, ${said(y ?? NaN)}` }
			},
			annotation: { annotations: {} }
		},
		onClick: (_event, [element], chart) => {
			if (!element) return;
			// As pointsOf made them.
			const { sourceId } = chart.data.datasets[0].data[element.index] as Point;
			onopen(sourceId);
		},
		onHover: (_event, elements, chart) => {
			chart.canvas.style.cursor = elements.length > 0 ? 'pointer' : '';
		}
	};
}
