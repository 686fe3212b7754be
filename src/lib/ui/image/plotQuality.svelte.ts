import { onThemeChange } from '#ui/shared/themes.ts';
import type { Attachment } from 'svelte/attachments';
import type { QualityDrawing, QualityPlot } from './qualityChart.ts';

/** Draws images' quality over time on a canvas and keeps it drawn; the plotting library is fetched at the first use. */
export function plotQuality(
	drawing: () => QualityDrawing,
	onopen: (imageId: number) => void
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let plot = $state.raw<QualityPlot | null>(null);
		let themeChanges = $state(0);
		let gone = false;

		void import('./qualityChart.ts').then(({ createQualityPlot }) => {
			if (!gone) plot = createQualityPlot(canvas, onopen);
		});
		$effect(() => {
			void themeChanges;
			plot?.draw(drawing());
		});
		const stopListening = onThemeChange(() => (themeChanges += 1));
		return () => {
			gone = true;
			stopListening();
			plot?.destroy();
		};
	};
}
