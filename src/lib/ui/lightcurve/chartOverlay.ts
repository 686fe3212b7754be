import { rampPlace } from './bandShapes.ts';
import { faded, type Palette } from './palette.ts';
import type { Cursor, LightCurveDrawing, LightCurveOverlay, TimeRange } from './plot.ts';
import type { SeriesPoint } from './series.ts';

/** Length of a limit's arrow, pixels. */
const ARROW = 14;

/** Where things stand on a canvas: pixels of an x and of a y, and the frame around the points. */
export interface CanvasScales {
	x: (value: number) => number;
	y: (value: number) => number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Beneath the points: the local rms of each epoch, as short dashes in its band's colour. */
export function drawNoise(
	context: CanvasRenderingContext2D,
	scales: CanvasScales,
	{ drawing, colours }: { drawing: LightCurveDrawing; colours: Palette }
): void {
	within(context, scales, () => {
		context.lineWidth = 1.5;
		for (const { x, y, band } of drawing.drawn.noise) {
			context.strokeStyle = faded(colours.bands[rampPlace(band)], 0.65);
			line(context, [scales.x(x) - 4, scales.y(y)], [scales.x(x) + 4, scales.y(y)]);
		}
	});
}

/** On the points: arrows of upper limits, and crosses through epochs of marked images. */
export function drawSigns(
	context: CanvasRenderingContext2D,
	scales: CanvasScales,
	{ drawing, colours }: { drawing: LightCurveDrawing; colours: Palette }
): void {
	within(context, scales, () => {
		context.lineWidth = 1.5;
		for (const { kind, band, points } of drawing.drawn.series) {
			if (kind === 'limit') {
				context.strokeStyle = colours.bands[rampPlace(band)];
				for (const { x, y } of points) arrow(context, scales.x(x), scales.y(y));
			}
			if (drawing.marked.size === 0) continue;
			for (const point of points) sign(context, scales, { point, drawing, colours });
		}
	});
}

/** Over everything: what is being marked, others' cursors and the ringed epochs. */
export function drawOverlay(
	context: CanvasRenderingContext2D,
	scales: CanvasScales,
	{
		drawing,
		overlay,
		colours
	}: { drawing: LightCurveDrawing; overlay: LightCurveOverlay; colours: Palette }
): void {
	within(context, scales, () => {
		if (!drawing.isFolded) {
			if (overlay.dragged) drawDragged(context, scales, { range: overlay.dragged, colours });
			for (const cursor of overlay.cursors) drawCursor(context, scales, { cursor, colours });
		}
		if (overlay.ringed.length === 0) return;
		context.strokeStyle = colours.ink;
		context.lineWidth = 1.5;
		const ringed = new Set(overlay.ringed);
		for (const { points } of drawing.drawn.series) {
			for (const { x, y, index } of points) {
				if (!ringed.has(index)) continue;
				context.beginPath();
				context.arc(scales.x(x), scales.y(y), 9, 0, 2 * Math.PI);
				context.stroke();
			}
		}
	});
}

function within(
	context: CanvasRenderingContext2D,
	{ left, right, top, bottom }: CanvasScales,
	draw: () => void
): void {
	context.save();
	context.beginPath();
	context.rect(left, top, right - left, bottom - top);
	context.clip();
	draw();
	context.restore();
}

function line(context: CanvasRenderingContext2D, ...places: [number, number][]): void {
	context.beginPath();
	for (const [i, [x, y]] of places.entries()) {
		if (i === 0) context.moveTo(x, y);
		else context.lineTo(x, y);
	}
	context.stroke();
}

function arrow(context: CanvasRenderingContext2D, x: number, y: number): void {
	const tip = y + ARROW;
	line(context, [x, y], [x, tip]);
	line(context, [x - 3.5, tip - 4.5], [x, tip], [x + 3.5, tip - 4.5]);
}

/** A cross through an epoch of a bad image, half of one through an uncertain; brackets around one that is to be retracted, barred when it is. */
function sign(
	context: CanvasRenderingContext2D,
	scales: CanvasScales,
	{ point, drawing, colours }: { point: SeriesPoint; drawing: LightCurveDrawing; colours: Palette }
): void {
	const mark = drawing.marked.get(point.index);
	if (!mark) return;
	const [x, y] = [scales.x(point.x), scales.y(point.y)];
	if (mark === 'proposed' || mark === 'retracted') {
		context.strokeStyle = colours.ink;
		for (const side of [-1, 1])
			line(
				context,
				...bracket(side).map(([across, down]): [number, number] => [x + across, y + down])
			);
		if (mark === 'retracted') line(context, [x - 7, y], [x + 7, y]);
		return;
	}
	context.strokeStyle = mark === 'bad' ? colours.bad : colours.warn;
	line(context, [x - 7, y + 7], [x + 7, y - 7]);
	if (mark === 'bad') line(context, [x - 7, y - 7], [x + 7, y + 7]);
}

/** Left (−1) or right of a point, pixels from its middle. */
function bracket(side: number): [number, number][] {
	return [
		[6 * side, -8],
		[9 * side, -8],
		[9 * side, 8],
		[6 * side, 8]
	];
}

function drawDragged(
	context: CanvasRenderingContext2D,
	{ x, top, bottom }: CanvasScales,
	{ range, colours }: { range: TimeRange; colours: Palette }
): void {
	const [from, to] = [x(range.fromMjd), x(range.toMjd)];
	context.fillStyle = faded(colours.accent, 0.14);
	context.fillRect(from, top, to - from, bottom - top);
	context.strokeStyle = colours.accent;
	context.lineWidth = 1.5;
	line(context, [from, top], [from, bottom]);
	line(context, [to, top], [to, bottom]);
}

function drawCursor(
	context: CanvasRenderingContext2D,
	{ x, top, bottom }: CanvasScales,
	{ cursor, colours }: { cursor: Cursor; colours: Palette }
): void {
	const at = x(cursor.mjd);
	context.strokeStyle = context.fillStyle = colours.labels[cursor.colour];
	context.lineWidth = 1;
	context.setLineDash([4, 4]);
	line(context, [at, top], [at, bottom]);
	context.setLineDash([]);
	context.font = '10px sans-serif';
	const { width } = context.measureText(cursor.name);
	context.fillRect(at - width / 2 - 3, bottom - 18, width + 6, 16);
	context.fillStyle = colours.paper;
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	context.fillText(cursor.name, at, bottom - 10);
}
