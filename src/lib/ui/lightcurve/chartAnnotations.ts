import type { Annotation } from '#schema/annotation.ts';
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { faded, type Palette } from './palette.ts';
import type { Cursor, LightCurveDrawing } from './plot.ts';

/** Intervals and markers of the team, the cursors of those who look on, and a ring around the highlighted epoch. */
export function chartAnnotations(
	drawing: LightCurveDrawing,
	colours: Palette
): AnnotationOptions[] {
	const { dragged } = drawing;
	const drag = dragged && {
		kind: dragged.fromMjd === dragged.toMjd ? ('marker' as const) : ('interval' as const),
		text: '',
		...dragged
	};
	return [
		...drawing.annotations.map((a) =>
			a.kind === 'interval' ? interval(a, colours) : marker(a, colours)
		),
		...(drag ? [drag.kind === 'interval' ? interval(drag, colours) : marker(drag, colours)] : []),
		...drawing.cursors.map((cursor) => personCursor(cursor, colours)),
		...highlight(drawing, colours)
	];
}

type Drawn = Pick<Annotation, 'fromMjd' | 'toMjd' | 'text'>;

function interval({ fromMjd, toMjd, text }: Drawn, colours: Palette): AnnotationOptions {
	return {
		type: 'box',
		xMin: fromMjd,
		xMax: toMjd,
		backgroundColor: faded(colours.accent, 0.14),
		borderColor: faded(colours.accent, 0.6),
		borderWidth: 1,
		drawTime: 'beforeDatasetsDraw',
		label: {
			display: text !== '',
			content: text,
			color: colours.ink,
			font: { size: 11, weight: 'normal' },
			position: { x: 'center', y: 'start' }
		}
	};
}

function marker({ fromMjd, text }: Drawn, colours: Palette): AnnotationOptions {
	return {
		type: 'line',
		xMin: fromMjd,
		xMax: fromMjd,
		borderColor: colours.accent,
		borderWidth: 1.5,
		label: {
			display: text !== '',
			content: text,
			position: 'end',
			color: colours.ink,
			backgroundColor: colours.raised,
			font: { size: 11, weight: 'normal' },
			padding: 3
		}
	};
}

function personCursor({ name, colour, mjd }: Cursor, colours: Palette): AnnotationOptions {
	return {
		type: 'line',
		xMin: mjd,
		xMax: mjd,
		borderColor: colours.labels[colour],
		borderDash: [4, 4],
		borderWidth: 1,
		label: {
			display: true,
			content: name,
			position: 'start',
			color: colours.paper,
			backgroundColor: colours.labels[colour],
			font: { size: 10, weight: 'normal' },
			padding: 3
		}
	};
}

function highlight(drawing: LightCurveDrawing, colours: Palette): AnnotationOptions[] {
	const { curve, highlightedImageId, series } = drawing;
	if (highlightedImageId === null) return [];
	const points = series.flatMap((s) => s.points);
	return points
		.filter((point) => curve.imageId[point.index] === highlightedImageId)
		.map((point) => ({
			type: 'point',
			xValue: point.x,
			yValue: point.y,
			radius: 9,
			borderColor: colours.ink,
			borderWidth: 1.5,
			backgroundColor: 'transparent'
		}));
}
