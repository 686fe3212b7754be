import { browser } from '$app/environment';
import { onThemeChange } from '#ui/shared/themes.ts';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { createLightCurvePlot } from './chart.ts';
import type {
	LightCurveDrawing,
	LightCurveEvents,
	LightCurveOverlay,
	LightCurvePlot,
	TimeRange
} from './plot.ts';

export interface LightCurveControls extends LightCurveEvents {
	drawing: () => LightCurveDrawing;
	overlay: () => LightCurveOverlay;
	/** The times somebody else leads to, null for all; undefined while the reader's own zoom counts. */
	led: () => TimeRange | null | undefined;
	/** Hands out the plot once it stands. */
	onready: (plot: Pick<LightCurvePlot, 'resetZoom' | 'shown' | 'placeOf'>) => void;
}

/** The plotting library comes with the first page that has a light curve, while that page comes alive. */
const plotting = browser ? import('./chart.ts') : null;

/** Draws a light curve on a canvas and keeps it drawn. */
export function plotLightCurve(controls: LightCurveControls): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let create = $state.raw<typeof createLightCurvePlot | null>(null);
		let plot = $state.raw<LightCurvePlot | null>(null);
		let themeChanges = $state(0);

		void plotting?.then((library) => (create = library.createLightCurvePlot));
		$effect(() => {
			void themeChanges;
			const drawing = controls.drawing();
			if (create) untrack(() => draw(drawing));
		});
		function draw(drawing: LightCurveDrawing) {
			if (plot) return plot.draw(drawing);
			plot = create?.(canvas, controls, drawing) ?? null;
			if (plot) controls.onready(plot);
		}
		/** Drawing tells of zooms: what is read then must not draw again. */
		function tell<T>(wanted: () => T, act: (plot: LightCurvePlot, wanted: T) => void) {
			$effect(() => {
				const [drawn, value] = [plot, wanted()];
				if (drawn) untrack(() => act(drawn, value));
			});
		}
		tell(controls.overlay, (drawn, overlay) => drawn.lay(overlay));
		tell(controls.led, (drawn, times) => {
			if (times !== undefined) drawn.showTimes(times);
		});
		const stopListening = onThemeChange(() => (themeChanges += 1));
		return () => {
			stopListening();
			plot?.destroy();
		};
	};
}
