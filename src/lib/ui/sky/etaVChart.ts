import type { Plot } from '#ui/shared/keptDrawn.svelte.ts';
import {
	Chart,
	LinearScale,
	LogarithmicScale,
	PointElement,
	ScatterController,
	Tooltip,
	type ChartDataset,
	type ChartOptions
} from 'chart.js';
import annotationPlugin, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import type { EtaVPlane, EtaVPoint } from '#schema/candidatePage.ts';
import { significant } from '#ui/shared/numbers.ts';
import { tokenColour } from '#ui/shared/themes.ts';

Chart.register(
	ScatterController,
	PointElement,
	LinearScale,
	LogarithmicScale,
	Tooltip,
	annotationPlugin
);

export interface EtaVDrawing {
	plane: EtaVPlane;
	/** The candidate of the page. */
	candidateId: string;
}

type PlanePoint = { x: number; y: number; point: EtaVPoint };

/** η–V plane on logarithmic axes: the run's sources, the queue's candidates, this one, and the cuts. */
export function createEtaVPlot(
	canvas: HTMLCanvasElement,
	onopen: (candidateId: string) => void
): Plot<EtaVDrawing> {
	const chart = new Chart<'scatter', PlanePoint[]>(canvas, {
		type: 'scatter',
		data: { datasets: [] },
		options: options(onopen)
	});
	return {
		draw(drawing) {
			chart.data.datasets = datasets(drawing, canvas);
			const faint = tokenColour(canvas, '--ink-3');
			const grid = tokenColour(canvas, '--line');
			for (const axis of [chart.options.scales?.x, chart.options.scales?.y]) {
				Object.assign(axis?.grid ?? {}, { color: grid });
				Object.assign(axis?.ticks ?? {}, { color: faint });
				Object.assign(axis?.title ?? {}, { color: faint });
			}
			const { plugins } = chart.options;
			if (plugins) plugins.annotation = { annotations: cutLines(drawing.plane, canvas) };
			chart.update('none');
		},
		destroy: () => chart.destroy()
	};
}

/** Drawn last to first by Chart.js: this candidate on top. Log axes have no place for zero or less. */
function datasets(
	{ plane, candidateId }: EtaVDrawing,
	canvas: HTMLElement
): ChartDataset<'scatter', PlanePoint[]>[] {
	const points = plane.points
		.filter((point) => point.eta > 0 && point.v > 0)
		.map((point): PlanePoint => ({ x: point.eta, y: point.v, point }));
	const here = points.filter(({ point }) => point.candidateId === candidateId);
	const others = points.filter(
		({ point }) => point.candidateId && point.candidateId !== candidateId
	);
	const rest = points.filter(({ point }) => !point.candidateId);
	const colour = (token: string) => tokenColour(canvas, token);
	return [
		{
			label: 'this candidate',
			data: here,
			pointStyle: 'rectRot',
			pointRadius: 8,
			pointHoverRadius: 9,
			pointBackgroundColor: colour('--warn'),
			pointBorderColor: colour('--ink-1'),
			pointBorderWidth: 1.5
		},
		{
			label: 'candidates of the queue',
			data: others,
			pointStyle: 'triangle',
			pointRadius: 4,
			pointHoverRadius: 6,
			pointBackgroundColor: colour('--accent'),
			pointBorderWidth: 0
		},
		{
			label: 'other sources of the run',
			data: rest,
			pointRadius: 2,
			pointHoverRadius: 4,
			pointBackgroundColor: colour('--ink-4'),
			pointBorderWidth: 0
		}
	];
}

function cutLines(plane: EtaVPlane, canvas: HTMLElement): AnnotationOptions[] {
	if (!plane.cuts) return [];
	const colour = tokenColour(canvas, '--bad');
	const line = { type: 'line' as const, borderColor: colour, borderWidth: 1, borderDash: [6, 4] };
	const label = {
		display: true,
		color: colour,
		backgroundColor: 'transparent',
		font: { size: 10, weight: 'normal' as const },
		padding: 2
	};
	const { etaCut, vCut, sigmas } = plane.cuts;
	return [
		{
			...line,
			xMin: etaCut,
			xMax: etaCut,
			label: { ...label, content: `η ${sigmas}σ`, position: 'end', xAdjust: 16 }
		},
		{
			...line,
			yMin: vCut,
			yMax: vCut,
			label: { ...label, content: `V ${sigmas}σ`, position: 'start', yAdjust: -8 }
		}
	];
}

function options(onopen: (candidateId: string) => void): ChartOptions<'scatter'> {
	const axis = (text: string) => ({
		type: 'logarithmic' as const,
		title: { display: true, text },
		grid: {},
		ticks: { maxTicksLimit: 8, maxRotation: 0, callback: decadeTick }
	});
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		scales: { x: axis('η, peak flux'), y: axis('V, peak flux') },
		plugins: {
			legend: { display: false },
			tooltip: {
				displayColors: false,
				callbacks: {
					label: ({ raw }) => {
						// Only PlanePoints are ever given to this chart.
						const { point } = raw as PlanePoint;
						return [point.name, `η ${significant(point.eta)}, V ${significant(point.v)}`];
					}
				}
			},
			annotation: { annotations: {} }
		},
		onClick: (_event, [element], chart) => {
			if (!element) return;
			const { point } = chart.data.datasets[element.datasetIndex].data[element.index] as PlanePoint;
			if (point.candidateId) onopen(point.candidateId);
		},
		onHover: (_event, [element], chart) => {
			const raw = element && chart.data.datasets[element.datasetIndex].data[element.index];
			const candidateId = raw && (raw as PlanePoint).point.candidateId;
			chart.canvas.style.cursor = candidateId ? 'pointer' : '';
		}
	};
}

/** Powers of ten, and 2 and 5 between them. */
function decadeTick(value: number | string): string {
	const number = Number(value);
	const mantissa = number / 10 ** Math.floor(Math.log10(number) + 1e-9);
	return [1, 2, 5].some((m) => Math.abs(mantissa - m) < 1e-6)
		? String(Number(number.toPrecision(2)))
		: '';
}
