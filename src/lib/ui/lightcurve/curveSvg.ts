import { fixed } from '#ui/shared/numbers.ts';
import { rampPlace } from './bandShapes.ts';
import { mjdTick, padded } from './labels.ts';
import { bandMark, curveLegend, signsOf } from './curveSvgSigns.ts';
import type { Palette } from './palette.ts';
import type { LightCurveDrawing } from './plot.ts';
import { element, label, picture } from './svgText.ts';
import { linearTicks, logarithmicTicks } from './ticks.ts';

/** A plot for papers and slides; wider than tall, with room for three lines of axis. */
export const PICTURE = { width: 900, height: 460 };
const FRAME = { left: 72, right: 880, top: 64, bottom: 396 };

export interface PictureOf {
	drawing: LightCurveDrawing;
	/** What the curve is of. */
	name: string;
	/** What is shown of the horizontal axis; all of it where it is not said. */
	shown?: { min: number; max: number };
	colours: Palette;
}

/** Pixels of an axis's values. */
type Scale = (value: number) => number;

/** The same light curve as on the page, as SVG: axes, error bars, limits, annotations, legend and labels. */
export function curveSvg({ drawing, name, shown, colours }: PictureOf): string {
	const { series } = drawing.drawn;
	const across = shown ?? { min: 0, max: 1, ...padded(series, drawing.isFolded) };
	const up = fluxRange(drawing, across);
	const x = scale(across, [FRAME.left, FRAME.right], false);
	const y = scale(up, [FRAME.bottom, FRAME.top], drawing.isLogarithmic);
	const inside = series.map((s) => ({
		...s,
		points: s.points.filter((point) => point.x >= across.min && point.x <= across.max)
	}));
	const isHollow = (index: number) =>
		/^(proposed|retracted)$/.test(drawing.marked.get(index) ?? '');
	return picture({ ...PICTURE, title: `Light curve of ${name}`, ground: colours.paper }, [
		label(name, { x: FRAME.left, y: 22, 'font-size': 15, 'font-weight': 600, fill: colours.ink }),
		curveLegend(inside, { x: FRAME.left, y: 46, colours }),
		...timeAxis(drawing, across, { x, colours }),
		...fluxAxis(drawing, up, { y, colours }),
		element('g', { 'data-part': 'annotations' }, annotationsOf(drawing, across, { x, colours })),
		...inside.map(({ band, kind, points, frequencyMhz }) =>
			element(
				'g',
				{ 'data-part': kind, 'data-mhz': frequencyMhz, stroke: colours.bands[rampPlace(band)] },
				points.flatMap((point) => [
					...(point.yMax > point.yMin
						? [
								element('line', {
									x1: x(point.x),
									x2: x(point.x),
									y1: y(point.yMin),
									y2: y(point.yMax)
								})
							]
						: []),
					bandMark(x(point.x), y(point.y), { band, kind, colours, isHollow: isHollow(point.index) })
				])
			)
		),
		element('g', { 'data-part': 'signs' }, signsOf(drawing, inside, { x, y, colours }))
	]);
}

function scale(
	{ min, max }: { min: number; max: number },
	[from, to]: [number, number],
	isLogarithmic: boolean
): Scale {
	const place = isLogarithmic ? Math.log10 : (value: number) => value;
	const span = place(max) - place(min);
	return (value) => from + ((place(value) - place(min)) / (span > 0 ? span : 1)) * (to - from);
}

/** As the page's axis: from 0 or below where it is linear, with 8 % to spare above. */
function fluxRange(
	{ drawn, isLogarithmic }: LightCurveDrawing,
	across: { min: number; max: number }
): { min: number; max: number } {
	if (isLogarithmic) return { min: drawn.floor, max: drawn.ceiling };
	let [min, max] = [0, 0];
	for (const { points } of drawn.series) {
		for (const { x, yMin, yMax } of points) {
			if (x < across.min || x > across.max) continue;
			min = Math.min(min, yMin);
			max = Math.max(max, yMax);
		}
	}
	const room = (max - min || 1) * 0.08;
	return { min: min < 0 ? min - room : 0, max: max + room };
}

function timeAxis(
	{ timeTitle, isFolded }: LightCurveDrawing,
	{ min, max }: { min: number; max: number },
	{ x, colours }: { x: Scale; colours: Palette }
): string[] {
	const { left, right, top, bottom } = FRAME;
	const lines = linearTicks(min, max, 7).map((tick) => ({
		at: x(tick),
		said: isFolded ? [fixed(tick, 2)] : mjdTick(tick, max - min)
	}));
	return [
		...lines.flatMap(({ at, said }) => [
			element('line', { x1: at, x2: at, y1: top, y2: bottom, stroke: colours.grid }),
			...said.map((words, i) =>
				label(words, {
					x: at,
					y: bottom + 17 + 15 * i,
					'text-anchor': 'middle',
					fill: colours.faint
				})
			)
		]),
		element('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: colours.line }),
		label(timeTitle, {
			x: (left + right) / 2,
			y: bottom + 52,
			'text-anchor': 'middle',
			fill: colours.faint
		})
	];
}

function fluxAxis(
	{ fluxTitle, isLogarithmic }: LightCurveDrawing,
	{ min, max }: { min: number; max: number },
	{ y, colours }: { y: Scale; colours: Palette }
): string[] {
	const { left, right, top, bottom } = FRAME;
	const ticks = isLogarithmic ? logarithmicTicks(min, max) : linearTicks(min, max, 6);
	const middle = (top + bottom) / 2;
	return [
		...ticks.flatMap((tick) => [
			element('line', { x1: left, x2: right, y1: y(tick), y2: y(tick), stroke: colours.grid }),
			label(String(tick).replace('-', '−'), {
				x: left - 8,
				y: y(tick) + 4,
				'text-anchor': 'end',
				fill: colours.faint
			})
		]),
		element('line', { x1: left, x2: left, y1: top, y2: bottom, stroke: colours.line }),
		label(fluxTitle, {
			x: 18,
			y: middle,
			transform: `rotate(-90 18 ${middle})`,
			'text-anchor': 'middle',
			fill: colours.faint
		})
	];
}

function annotationsOf(
	{ annotations, isFolded }: LightCurveDrawing,
	{ min, max }: { min: number; max: number },
	{ x, colours }: { x: Scale; colours: Palette }
): string[] {
	if (isFolded) return [];
	const { top, bottom } = FRAME;
	return annotations
		.filter(({ fromMjd, toMjd }) => toMjd >= min && fromMjd <= max)
		.flatMap(({ fromMjd, toMjd, text }) => {
			const [from, to] = [x(Math.max(fromMjd, min)), x(Math.min(toMjd, max))];
			return [
				element('rect', {
					x: from,
					y: top,
					width: Math.max(1.5, to - from),
					height: bottom - top,
					fill: colours.accent,
					'fill-opacity': to - from > 1.5 ? 0.14 : 1
				}),
				label(text, {
					x: (from + to) / 2,
					y: top + 13,
					'text-anchor': 'middle',
					'font-size': 11,
					fill: colours.ink
				})
			];
		});
}
