import type { PlaneWindow } from '#science/table/densityGrid.ts';

/** A plot's place on the screen, CSS pixels. */
export interface PlotSize {
	width: number;
	height: number;
}

/** Narrower than this, Float32 coordinates show as steps; wider, nothing is left to see. */
const NARROWEST = 1e-4;
const WIDEST = 40;

/** What is shown at first: all points, with a margin of 4 %. */
export function wholeOf({ xMin, xMax, yMin, yMax }: PlaneWindow): PlaneWindow {
	const xMargin = Math.max(0.05, 0.04 * (xMax - xMin));
	const yMargin = Math.max(0.05, 0.04 * (yMax - yMin));
	return {
		xMin: xMin - xMargin,
		xMax: xMax + xMargin,
		yMin: yMin - yMargin,
		yMax: yMax + yMargin
	};
}

/** Zooms by a factor (below 1 closer), the point at these shares of width and height staying where it is. */
export function zoomed(
	window: PlaneWindow,
	factor: number,
	at: { right: number; up: number } = { right: 0.5, up: 0.5 }
): PlaneWindow {
	const [xMin, xMax] = zoomedAxis(window.xMin, window.xMax, factor, at.right);
	const [yMin, yMax] = zoomedAxis(window.yMin, window.yMax, factor, at.up);
	return { xMin, xMax, yMin, yMax };
}

function zoomedAxis(from: number, to: number, factor: number, share: number): [number, number] {
	const width = Math.min(WIDEST, Math.max(NARROWEST, (to - from) * factor));
	const fixed = from + share * (to - from);
	return [fixed - share * width, fixed + (1 - share) * width];
}

/** Moves by shares of the width and height. */
export function panned(window: PlaneWindow, right: number, up: number): PlaneWindow {
	const dx = right * (window.xMax - window.xMin);
	const dy = up * (window.yMax - window.yMin);
	return {
		xMin: window.xMin + dx,
		xMax: window.xMax + dx,
		yMin: window.yMin + dy,
		yMax: window.yMax + dy
	};
}

/** What is drawn around points, as the path of an SVG: of two corners a box; '' while there is none. */
export function outlinePath(
	corners: readonly { x: number; y: number }[],
	place: Pick<ReturnType<typeof placing>, 'left' | 'top'>
): string {
	if (corners.length < 2) return '';
	const [a, b] = corners;
	const drawn = corners.length === 2 ? [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }] : corners;
	return `M${drawn.map(({ x, y }) => `${place.left(x)} ${place.top(y)}`).join('L')}Z`;
}

/** Pixels from the left and from the top, and back. */
export function placing(window: PlaneWindow, { width, height }: PlotSize) {
	const perX = width / (window.xMax - window.xMin);
	const perY = height / (window.yMax - window.yMin);
	return {
		left: (x: number) => (x - window.xMin) * perX,
		top: (y: number) => height - (y - window.yMin) * perY,
		x: (left: number) => window.xMin + left / perX,
		y: (top: number) => window.yMin + (height - top) / perY
	};
}

export interface AxisTick {
	/** log₁₀. */
	at: number;
	/** '' for a line without a number. */
	text: string;
}

/** Ticks of a logarithmic axis: decades; 2 and 5 between when few decades are in view; even steps when zoomed in far. */
export function logTicks(from: number, to: number): AxisTick[] {
	const decades = to - from;
	if (decades < 0.35) return evenTicks(from, to);
	const mantissas = decades > 5 ? [1] : [1, 2, 5];
	const every = decades > 14 ? Math.ceil(decades / 8) : 1;
	const ticks: AxisTick[] = [];
	for (let decade = Math.floor(from); decade <= to; decade++) {
		if (decade % every !== 0) continue;
		for (const mantissa of mantissas) {
			const at = decade + Math.log10(mantissa);
			if (at >= from && at <= to) ticks.push({ at, text: spelled(mantissa * 10 ** decade) });
		}
	}
	return ticks;
}

function evenTicks(from: number, to: number): AxisTick[] {
	const low = 10 ** from;
	const high = 10 ** to;
	const rough = (high - low) / 5;
	const size = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((m) => m * size).find((s) => s >= rough) ?? rough;
	const ticks: AxisTick[] = [];
	for (let i = Math.ceil(low / step); i * step <= high; i++) {
		ticks.push({ at: Math.log10(i * step), text: spelled(i * step) });
	}
	return ticks;
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 0.001 to 10 000 as they are; beyond, powers of ten. */
function spelled(value: number): string {
	const rounded = Number(value.toPrecision(6));
	if (rounded >= 1e-3 && rounded <= 1e4) return String(rounded);
	const [mantissa, exponent] = rounded.toExponential().split('e');
	const digits = [...String(Math.abs(Number(exponent)))].map((d) => SUPERSCRIPT[Number(d)]);
	const power = `10${Number(exponent) < 0 ? '⁻' : ''}${digits.join('')}`;
	return mantissa === '1' ? power : `${mantissa}·${power}`;
}
