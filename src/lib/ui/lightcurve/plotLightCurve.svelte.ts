import { onThemeChange } from '#ui/shared/themes.ts';
import type { Attachment } from 'svelte/attachments';
import type { LightCurveDrawing, LightCurveEvents, LightCurvePlot, TimeRange } from './plot.ts';

export interface LightCurveControls extends LightCurveEvents {
	drawing: () => LightCurveDrawing;
	/** The times somebody else leads to, null for all; undefined while the reader's own zoom counts. */
	led: () => TimeRange | null | undefined;
	/** Hands out how to reset the zoom once the plot stands. */
	onready: (plot: Pick<LightCurvePlot, 'resetZoom'>) => void;
}

/** Draws a light curve on a canvas and keeps it drawn. The plotting library comes with the first light curve, not with the app. */
export function plotLightCurve(controls: LightCurveControls): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let plot = $state.raw<LightCurvePlot | null>(null);
		let themeChanges = $state(0);
		let gone = false;

		void import('./chart.ts').then(({ createLightCurvePlot }) => {
			if (gone) return;
			plot = createLightCurvePlot(canvas, controls);
			controls.onready(plot);
		});
		$effect(() => {
			void themeChanges;
			plot?.draw(controls.drawing());
		});
		$effect(() => {
			const times = controls.led();
			if (times !== undefined) plot?.showTimes(times);
		});
		const stopListening = onThemeChange(() => (themeChanges += 1));
		return () => {
			gone = true;
			stopListening();
			plot?.destroy();
		};
	};
}
