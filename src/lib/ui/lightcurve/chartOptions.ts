import type { Chart, ChartOptions } from 'chart.js';
import type { LightCurveDrawing, LightCurveEvents, TimeRange } from './plot.ts';
import type { SeriesPoint } from './series.ts';
import { logarithmicTicks } from './ticks.ts';

export type ErrorBarChart = Chart<'scatterWithErrorBars', SeriesPoint[]>;

/** What stays the same from drawing to drawing. */
export function chartOptions(
	events: Pick<LightCurveEvents, 'onzoom'>,
	drawing: () => LightCurveDrawing
): ChartOptions<'scatterWithErrorBars'> {
	return {
		animation: false,
		responsive: true,
		maintainAspectRatio: false,
		normalized: true,
		// Pointers are watched beside the library, see chartPointer.ts.
		events: [],
		scales: {
			x: { type: 'linear' },
			y: {
				type: 'linear',
				grace: '8%',
				// The library labels a logarithmic axis at its powers of ten alone: often one.
				afterBuildTicks: (axis) => {
					if (drawing().isLogarithmic)
						axis.ticks = logarithmicTicks(axis.min, axis.max).map((value) => ({ value }));
				}
			}
		},
		plugins: {
			legend: { display: false },
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
		}
	};
}

function timesShown(chart: Chart): TimeRange | null {
	if (!chart.isZoomedOrPanned()) return null;
	const { min, max } = chart.scales.x;
	return { fromMjd: min, toMjd: max };
}
