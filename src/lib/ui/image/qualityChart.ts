import type { Plot } from '#ui/shared/keptDrawn.svelte.ts';
import {
	Chart,
	LinearScale,
	PointElement,
	ScatterController,
	Tooltip,
	type ChartOptions
} from 'chart.js';
import annotationPlugin, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import {
	QUALITY_MEASURES,
	type QualityBand,
	type QualityMeasure,
	type QualityRow
} from '#schema/imageQuality.ts';
import { fixed } from '#ui/shared/numbers.ts';
import { tokenColour } from '#ui/shared/themes.ts';
import { utcDay } from '#ui/shared/when.ts';

Chart.register(ScatterController, PointElement, LinearScale, Tooltip, annotationPlugin);

export interface QualityDrawing {
	rows: QualityRow[];
	bands: QualityBand[];
	measure: QualityMeasure;
	sigmas: number;
}

type Point = { x: number; y: number; row: QualityRow };
/** What the chart says of the point it asks about; its own type is one of line charts. */
type Drawn = { raw: unknown };

const SHAPES = ['circle', 'triangle', 'rect', 'rectRot'] as const;

/** One measure of images over time: a shape and colour to a band, outliers ringed, crosses for bad images, and the limits. */
export function createQualityPlot(
	canvas: HTMLCanvasElement,
	onopen: (imageId: number) => void
): Plot<QualityDrawing> {
	const chart = new Chart<'scatter', Point[]>(canvas, {
		type: 'scatter',
		data: { datasets: [] },
		options: options(onopen)
	});
	return {
		draw(drawing) {
			const colour = (token: string) => tokenColour(canvas, token);
			chart.data.datasets = drawing.bands.map((band, place) => ({
				label: `${band.frequencyMhz} MHz`,
				data: pointsOf(drawing, band.id),
				pointStyle: (context: Drawn) =>
					rowOf(context)?.mark?.kind === 'bad' ? 'crossRot' : SHAPES[place % SHAPES.length],
				pointRadius: (context: Drawn) => (isOutlier(context, drawing.measure) ? 7 : 4),
				pointHoverRadius: 8,
				pointBackgroundColor: colour(`--band-${Math.min(place + 1, 4)}`),
				pointBorderColor: (context: Drawn) =>
					isOutlier(context, drawing.measure) ? colour('--bad') : colour('--ink-3'),
				pointBorderWidth: (context: Drawn) => (isOutlier(context, drawing.measure) ? 2.5 : 1)
			}));
			style(chart, drawing.measure, colour);
			const { plugins } = chart.options;
			if (plugins) plugins.annotation = { annotations: limits(drawing, colour) };
			chart.update('none');
		},
		destroy: () => chart.destroy()
	};
}

function pointsOf({ rows, measure }: QualityDrawing, bandId: number): Point[] {
	return rows.flatMap((row) => {
		const { value } = row.values[measure];
		if (row.bandId !== bandId || value === null) return [];
		return [{ x: row.datetime.getTime(), y: value, row }];
	});
}

function rowOf({ raw }: Drawn): QualityRow | undefined {
	// Only Points are ever given to this chart; it asks before there is one.
	return (raw as Point | undefined)?.row;
}

function isOutlier(context: Drawn, measure: QualityMeasure): boolean {
	return rowOf(context)?.values[measure].isOutlier ?? false;
}

/** The usual value of each band, and how far from it an outlier begins. */
function limits(
	{ bands, measure, sigmas }: QualityDrawing,
	colour: (token: string) => string
): AnnotationOptions[] {
	return bands.flatMap(({ usual }, place) => {
		const { median, sigma } = usual[measure];
		// Axes are turned, not larger or smaller: their limits would need the plot to wrap.
		if (median === null || sigma === null || measure === 'beamBpa') return [];
		const line = {
			type: 'line' as const,
			borderColor: colour(`--band-${Math.min(place + 1, 4)}`),
			borderWidth: 1
		};
		const at = (y: number, dash: number[]) => ({ ...line, yMin: y, yMax: y, borderDash: dash });
		return [
			at(median, []),
			at(median + sigmas * sigma, [6, 4]),
			at(median - sigmas * sigma, [6, 4])
		];
	});
}

function style(
	chart: Chart<'scatter', Point[]>,
	measure: QualityMeasure,
	colour: (token: string) => string
): void {
	const { title, unit } = QUALITY_MEASURES[measure];
	const scales = chart.options.scales ?? {};
	for (const axis of [scales.x, scales.y]) {
		Object.assign(axis?.grid ?? {}, { color: colour('--line') });
		Object.assign(axis?.ticks ?? {}, { color: colour('--ink-3') });
		Object.assign(axis?.title ?? {}, { color: colour('--ink-3') });
	}
	Object.assign(scales.y?.title ?? {}, { text: unit ? `${title}, ${unit}` : title });
}

function options(onopen: (imageId: number) => void): ChartOptions<'scatter'> {
	const axis = (text: string) => ({
		type: 'linear' as const,
		title: { display: true, text },
		grid: {},
		ticks: { maxTicksLimit: 8, maxRotation: 0 }
	});
	const date = axis('Date (UTC)');
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		scales: {
			x: { ...date, ticks: { ...date.ticks, callback: (ms) => utcDay(new Date(Number(ms))) } },
			y: axis('')
		},
		plugins: {
			legend: { display: false },
			tooltip: {
				displayColors: false,
				callbacks: {
					label: ({ raw }) => {
						// As above.
						const { row, y } = raw as Point;
						return [row.name, utcDay(row.datetime), fixed(y, 3)];
					}
				}
			},
			annotation: { annotations: {} }
		},
		onClick: (_event, [element], chart) => {
			if (!element) return;
			const { row } = chart.data.datasets[element.datasetIndex].data[element.index] as Point;
			onopen(row.id);
		},
		onHover: (_event, elements, chart) => {
			chart.canvas.style.cursor = elements.length > 0 ? 'pointer' : '';
		}
	};
}
