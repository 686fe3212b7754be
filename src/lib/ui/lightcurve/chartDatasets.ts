import type { ChartDataset } from 'chart.js';
import { rampPlace, SHAPE_NAMES } from './bandShapes.ts';
import type { Palette } from './palette.ts';
import type { EpochSign } from './plot.ts';
import type { Series, SeriesPoint } from './series.ts';

/** An epoch that is to count no more, or does not, is hollow whatever it is. */
const HOLLOW: ReadonlySet<EpochSign | undefined> = new Set(['proposed', 'retracted']);

/** Detections are filled, forced measurements hollow and a little smaller, limits smaller still: their arrow is the sign. */
export function chartDatasets(
	series: readonly Series[],
	marked: ReadonlyMap<number, EpochSign>,
	colours: Palette
): ChartDataset<'scatterWithErrorBars', SeriesPoint[]>[] {
	return series.map(({ points, band, kind, frequencyMhz }) => {
		const place = rampPlace(band);
		const colour = colours.bands[place];
		const own = kind === 'detected' ? colour : colours.paper;
		const fill = points.map(({ index }) => (HOLLOW.has(marked.get(index)) ? colours.paper : own));
		return {
			label: `${frequencyMhz} MHz ${kind}`,
			data: points,
			// Without the `point` prefix of plain scatter plots: points with error bars are an element of their own.
			pointStyle: SHAPE_NAMES[place],
			radius: RADIUS[kind],
			hoverRadius: 7,
			hitRadius: 10,
			borderColor: colour,
			borderWidth: kind === 'limit' ? 1 : 1.5,
			backgroundColor: fill,
			hoverBackgroundColor: fill,
			errorBarColor: colour,
			errorBarWhiskerColor: colour,
			errorBarLineWidth: 1,
			// No caps: on errors smaller than the marker they would change its shape.
			errorBarWhiskerSize: 0
		};
	});
}

const RADIUS = { detected: 4.5, forced: 4, limit: 2.5 };
