import { onThemeChange } from '#ui/shared/themes.ts';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
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
		/** Drawing tells of zooms: what is read then must not draw again. */
		function tell<T>(wanted: () => T, act: (plot: LightCurvePlot, wanted: T) => void) {
			$effect(() => {
				const [drawn, value] = [plot, wanted()];
				if (drawn) untrack(() => act(drawn, value));
			});
		}
		tell(
			() => [themeChanges, controls.drawing()] as const,
			(drawn, [, drawing]) => drawn.draw(drawing)
		);
		tell(controls.overlay, (drawn, overlay) => drawn.lay(overlay));
		tell(controls.led, (drawn, times) => {
			if (times !== undefined) drawn.showTimes(times);
		});
		const stopListening = onThemeChange(() => (themeChanges += 1));
		return () => {
			gone = true;
			stopListening();
			plot?.destroy();
		};
	};
}
