import type { ChartDataset } from 'chart.js';
import type { Palette } from './palette.ts';
import type { Series, SeriesPoint } from './series.ts';

/** Marker per band, so that colour is never the only difference. */
export const BAND_SHAPES = ['circle', 'triangle', 'rect', 'rectRot'] as const;

/** Detections are filled, forced measurements hollow and a little smaller. */
export function chartDatasets(
	series: readonly Series[],
	colours: Palette
): ChartDataset<'scatterWithErrorBars', SeriesPoint[]>[] {
	return series.map(({ points, band, forced, frequencyMhz }) => {
		const place = Math.min(band, BAND_SHAPES.length - 1);
		const colour = colours.bands[place];
		return {
			label: `${frequencyMhz} MHz ${forced ? 'forced' : 'detected'}`,
			data: points,
			// Without the `point` prefix of plain scatter plots: points with error bars are an element of their own.
			pointStyle: BAND_SHAPES[place],
			radius: forced ? 4 : 4.5,
			hoverRadius: 7,
			hitRadius: 10,
			borderColor: colour,
			borderWidth: 1.5,
			backgroundColor: forced ? colours.paper : colour,
			hoverBackgroundColor: forced ? colours.paper : colour,
			errorBarColor: colour,
			errorBarWhiskerColor: colour,
			errorBarLineWidth: 1,
			// No caps: on errors smaller than the marker they would change its shape.
			errorBarWhiskerSize: 0
		};
	});
}
