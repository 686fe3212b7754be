import { rampPlace, SHAPE_PATHS } from './bandShapes.ts';
import { SIDE, type PairLayout } from './pairLayout.ts';
import type { Palette } from './palette.ts';
import { element, label, picture } from './svgText.ts';

export const PAIR_PICTURE = { width: 640, height: 680 };
/** Pixels to a unit of the layout. */
const ENLARGED = 2.4;

/** The pair graph as on the page, as SVG. `caption` says what the pairs are. */
export function pairGraphSvg(
	{ nodes, edges, radius }: PairLayout,
	{ name, caption, colours }: { name: string; caption: string; colours: Palette }
): string {
	const { width } = PAIR_PICTURE;
	const centre = `translate(${width / 2} ${70 + (ENLARGED * SIDE) / 2}) scale(${ENLARGED})`;
	return picture({ ...PAIR_PICTURE, title: `Pairs of epochs of ${name}`, ground: colours.paper }, [
		label(name, { x: 24, y: 28, 'font-size': 15, 'font-weight': 600, fill: colours.ink }),
		label(caption, { x: 24, y: 50, fill: colours.faint }),
		element('g', { transform: centre }, [
			...edges.map(({ from, to }) =>
				element('line', {
					x1: from.x,
					y1: from.y,
					x2: to.x,
					y2: to.y,
					stroke: colours.accent,
					'stroke-width': 1,
					'stroke-opacity': 0.6
				})
			),
			...nodes.flatMap(({ x, y, band, index }) => [
				element('path', {
					d: SHAPE_PATHS[rampPlace(band)],
					transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${(radius / 4.5).toFixed(3)})`,
					fill: colours.paper,
					stroke: colours.bands[rampPlace(band)],
					'stroke-width': 0.7
				}),
				label(String(index + 1), {
					x,
					y: y + radius * 0.3,
					'text-anchor': 'middle',
					'font-size': (radius * 0.85).toFixed(2),
					fill: colours.ink
				})
			])
		])
	]);
}
