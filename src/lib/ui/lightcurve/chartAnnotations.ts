import type { Annotation } from '#schema/annotation.ts';
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { faded, type Palette } from './palette.ts';

/** Intervals and markers of the team. */
export function chartAnnotations(
	annotations: readonly Annotation[],
	colours: Palette
): AnnotationOptions[] {
	return annotations.map((annotation) =>
		annotation.kind === 'interval' ? interval(annotation, colours) : marker(annotation, colours)
	);
}

function interval({ fromMjd, toMjd, text }: Annotation, colours: Palette): AnnotationOptions {
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

function marker({ fromMjd, text }: Annotation, colours: Palette): AnnotationOptions {
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
