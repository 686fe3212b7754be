import { rampPlace, SHAPE_PATHS } from './bandShapes.ts';
import type { Palette } from './palette.ts';
import type { LightCurveDrawing } from './plot.ts';
import type { PointKind, Series } from './series.ts';
import { element, label } from './svgText.ts';

const SIZE = { detected: 1, forced: 0.9, limit: 0.55 };
const SAID = { detected: 'detected', forced: 'forced', limit: 'upper limit' };

interface MarkOf {
	band: number;
	kind: PointKind;
	colours: Palette;
	/** Whatever it is: it is to count no more, or does not. */
	isHollow?: boolean;
}

/** One point: filled where detected, hollow where forced, an arrow down where it is a limit. */
export function bandMark(x: number, y: number, { band, kind, colours, isHollow }: MarkOf): string {
	const colour = colours.bands[rampPlace(band)];
	const shape = element('path', {
		d: SHAPE_PATHS[rampPlace(band)],
		transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${SIZE[kind]})`,
		fill: kind === 'detected' && !isHollow ? colour : colours.paper,
		stroke: colour,
		'stroke-width': 1.4
	});
	if (kind !== 'limit') return shape;
	const arrow = element('path', {
		d: `M${x.toFixed(2)} ${y.toFixed(2)}v14m-3.5 -4.5l3.5 4.5l3.5 -4.5`,
		fill: 'none',
		stroke: colour,
		'stroke-width': 1.4
	});
	return arrow + shape;
}

/** Every band and kind that is there, in one line. */
export function curveLegend(
	series: readonly Series[],
	{ x, y, colours }: { x: number; y: number; colours: Palette }
): string {
	let left = x;
	const entries = series
		.filter(({ points }) => points.length > 0)
		.flatMap(({ band, kind, frequencyMhz }) => {
			const words = `${frequencyMhz} MHz ${SAID[kind]}`;
			const at = left;
			// The width of text is not known without a screen: about 6.5 px a letter at this size.
			left += 26 + 6.5 * words.length;
			return [
				bandMark(at + 6, y - 4, { band, kind, colours }),
				label(words, { x: at + 16, y, fill: colours.ink })
			];
		});
	return element('g', { 'data-part': 'legend' }, entries);
}

/** The local rms, and crosses through epochs of marked images. */
export function signsOf(
	{ drawn, marked }: LightCurveDrawing,
	series: readonly Series[],
	{
		x,
		y,
		colours
	}: { x: (value: number) => number; y: (value: number) => number; colours: Palette }
): string[] {
	const noise = drawn.noise.map((epoch) =>
		element('line', {
			x1: x(epoch.x) - 4,
			x2: x(epoch.x) + 4,
			y1: y(epoch.y),
			y2: y(epoch.y),
			stroke: colours.bands[rampPlace(epoch.band)],
			'stroke-width': 1.5,
			'stroke-opacity': 0.65
		})
	);
	const crosses = series.flatMap(({ points }) =>
		points.flatMap((point) => {
			const mark = marked.get(point.index);
			if (!mark) return [];
			const at = `M${x(point.x).toFixed(2)} ${y(point.y).toFixed(2)}`;
			if (mark === 'proposed' || mark === 'retracted')
				return [
					element('path', {
						d: `${at}m-6 -8h-3v16h3m12 0h3v-16h-3${mark === 'retracted' ? 'm-13 8h14' : ''}`,
						fill: 'none',
						stroke: colours.ink,
						'stroke-width': 1.5
					})
				];
			return [
				element('path', {
					d: `${at}m-7 7l14 -14${mark === 'bad' ? 'm-14 0l14 14' : ''}`,
					stroke: mark === 'bad' ? colours.bad : colours.warn,
					'stroke-width': 1.5
				})
			];
		})
	);
	return [...noise, ...crosses];
}
