import { onThemeChange } from '#ui/shared/themes.ts';
import type { Attachment } from 'svelte/attachments';
import type { CompareDrawing, ComparePlot } from './compareChart.ts';

/** Draws two runs against each other and keeps it drawn; the plotting library is fetched at the first use. */
export function plotCompared(
	drawing: () => CompareDrawing,
	onopen: (sourceId: number) => void
): Attachment<HTMLCanvasElement> {
	return (canvas) => {
		let plot = $state.raw<ComparePlot | null>(null);
		let themeChanges = $state(0);
		let gone = false;

		void import('./compareChart.ts').then(({ createComparePlot }) => {
			if (!gone) plot = createComparePlot(canvas, onopen);
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
